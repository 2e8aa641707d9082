-- What Odoo stores of each order, which its lines miss by a cent where taxes are rounded once.
select own.ref::text as company, o.name::text as sales_order, o.amount_untaxed as net, o.amount_total as gross
from sale_order as o
inner join res_company as c on c.id = o.company_id
inner join res_partner as own on own.id = c.partner_id
order by 1, 2
