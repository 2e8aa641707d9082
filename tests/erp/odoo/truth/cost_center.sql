-- Expenses by cost center: the demo's lines are distributed to one account each.
select own.ref::text as company, center.code::text as cost_center, sum(l.balance) as amount
from account_move_line as l
inner join account_analytic_account as center on l.analytic_distribution ? center.id::text
inner join res_company as c on c.id = l.company_id
inner join res_partner as own on own.id = c.partner_id
where l.parent_state = 'posted'
group by 1, 2
order by 1, 2
