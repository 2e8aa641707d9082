-- What is delivered and not billed, per order line: delivered less billed, never below zero (for returns never above).
-- A credit note at the price it credits takes quantity back, one at another price does not; a cancelled invoice and its
-- refund bill nothing.
with delivered as (
    select l.id as line,
        sum((case when b.type = 'customer' then 1 else -1 end) * case
            when m.uom = l.unit then pg_temp.exact(m.quantity)
            else pg_temp.exact(m.quantity) * pg_temp.exact(mu.factor) / pg_temp.exact(lu.factor)
        end) as quantity
    from sale_line as l
    join stock_move as m on m.origin = 'sale.line,' || l.id and m.state = 'done'
    join stock_location as a on a.id = m.from_location
    join stock_location as b on b.id = m.to_location
    join product_uom as mu on mu.id = m.uom
    join product_uom as lu on lu.id = l.unit
    where (a.type = 'customer') <> (b.type = 'customer')
    group by l.id
),
bill as (
    select l.id as line, il.id, il.quantity, il.unit, il.unit_price, i.state
    from sale_line as l
    join account_invoice_line as il on il.origin = 'sale.line,' || l.id
    join account_invoice as i on i.id = il.invoice
    where i.state in ('posted', 'paid')
),
billed as (
    select b.line, sum(b.quantity * bu.factor / lu.factor) as quantity
    from (
        select bill.line, bill.quantity, bill.unit from bill
        union all
        select bill.line, cl.quantity, cl.unit
        from bill
        join account_invoice_line as cl on cl.origin = 'account.invoice.line,' || bill.id and cl.unit_price = bill.unit_price
        join account_invoice as c on c.id = cl.invoice and c.state in ('posted', 'paid')
    ) as b
    join sale_line as l on l.id = b.line
    join product_uom as bu on bu.id = b.unit
    join product_uom as lu on lu.id = l.unit
    group by b.line
)
select
    cp.code as company,
    party.code as customer,
    s.number as sales_order,
    l.id::text as line,
    cur.code as currency,
    u.quantity,
    w.net,
    w.tax
from delivered as d
join sale_line as l on l.id = d.line
join sale_sale as s on s.id = l.sale
join company_company as co on co.id = s.company
join party_party as cp on cp.id = co.party
join party_party as party on party.id = s.party
join currency_currency as cur on cur.id = s.currency
left join billed as b on b.line = l.id
cross join lateral (
    select case
        when l.quantity < 0 then least(0, d.quantity - coalesce(b.quantity::text::numeric, 0))
        else greatest(0, d.quantity - coalesce(b.quantity::text::numeric, 0))
    end as quantity
) as u
cross join lateral pg_temp.worth('out', l.id, u.quantity, null) as w
where u.quantity <> 0
order by 1, 3, 4
