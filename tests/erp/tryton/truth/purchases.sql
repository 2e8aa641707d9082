-- Purchase order lines: what was ordered, what came, and what was billed of it, in the unit of the order.
select
    cp.code as company,
    l.number as purchase_order,
    l.order_id || ':' || l.id as line,
    cur.code as currency,
    l.quantity as ordered,
    pg_temp.half_even(l.quantity * l.unit_price, cur.digits) as net,
    coalesce((select sum(d.quantity) from delivery as d where d.side = 'in' and d.line = l.id), 0) as received,
    coalesce(b.quantity, 0) as invoiced
from order_line as l
join company_company as co on co.id = l.company
join party_party as cp on cp.id = co.party
join currency_currency as cur on cur.id = l.currency
left join pg_temp.billed('infinity') as b on b.side = 'in' and b.line = l.id
where l.side = 'in'
order by 1, 2, 3
