-- In every month with entries the balances of all accounts of a company add up to nothing.
select
    p.ref::text as company,
    to_char(l.date, 'YYYY-MM') as period,
    0 as closing
from account_move_line as l
inner join res_company as c on c.id = l.company_id
inner join res_partner as p on p.id = c.partner_id
where l.parent_state = 'posted' and l.debit <> 0
group by 1, 2
order by 1, 2
