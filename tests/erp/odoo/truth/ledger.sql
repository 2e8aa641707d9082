select
    own.ref::text as company,
    to_char(l.date, 'YYYY-MM') as period,
    a.code_store ->> c.id::text as account,
    sum(l.debit) as debit,
    sum(l.credit) as credit
from account_move_line as l
inner join account_account as a on a.id = l.account_id
inner join res_company as c on c.id = l.company_id
inner join res_partner as own on own.id = c.partner_id
where l.parent_state = 'posted'
group by 1, 2, 3
order by 1, 2, 3
