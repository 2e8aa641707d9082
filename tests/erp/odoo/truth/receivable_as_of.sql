-- The balance of each receivable account by customer, on every fifth day.
select
    d.day::date::text as day,
    own.ref::text as company,
    a.code_store ->> c.id::text as account,
    who.ref::text as customer,
    sum(l.balance) as balance
from generate_series(date :as_of - 195, date :as_of, interval '5 days') as d (day)
inner join account_move_line as l on l.date <= d.day and l.parent_state = 'posted'
inner join account_account as a on a.id = l.account_id and a.account_type = 'asset_receivable'
inner join res_company as c on c.id = l.company_id
inner join res_partner as own on own.id = c.partner_id
inner join res_partner as contact on contact.id = l.partner_id
inner join res_partner as who on who.id = contact.commercial_partner_id
group by 1, 2, 3, 4
having sum(l.balance) <> 0
order by 1, 2, 3, 4
