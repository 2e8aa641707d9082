-- What was delivered and not billed at the end of every fifth day, per order line, from the ERP's dates alone: moves done up
-- to it, less lines of invoices booked up to it that were not cancelled by then, and of the credit notes on these at the same
-- price.
with day as (
    select d::date as day from generate_series(date :as_of - 195, date :as_of, interval '5 days') as d
),
document as (
    select i.id, booked.date as booked, cancelled.date as cancelled
    from account_invoice as i
    join account_move as booked on booked.id = i.move
    left join account_move as cancelled on cancelled.id = i.cancel_move
    where i.type = 'out'
),
delivered as (
    select day.day, l.id as line,
        sum((case when b.type = 'customer' then 1 else -1 end) * case
            when m.uom = l.unit then pg_temp.exact(m.quantity)
            else pg_temp.exact(m.quantity) * pg_temp.exact(mu.factor) / pg_temp.exact(lu.factor)
        end) as quantity
    from day
    join stock_move as m on m.state = 'done' and m.effective_date <= day.day
    join sale_line as l on m.origin = 'sale.line,' || l.id
    join stock_location as a on a.id = m.from_location
    join stock_location as b on b.id = m.to_location
    join product_uom as mu on mu.id = m.uom
    join product_uom as lu on lu.id = l.unit
    where (a.type = 'customer') <> (b.type = 'customer')
    group by day.day, l.id
),
bill as (
    select day.day, l.id as line, il.id, il.quantity, il.unit, il.unit_price
    from day
    join document as d on d.booked <= day.day and (d.cancelled is null or d.cancelled > day.day)
    join account_invoice_line as il on il.invoice = d.id
    join sale_line as l on il.origin = 'sale.line,' || l.id
),
billed as (
    select b.day, b.line,
        sum(case
            when b.unit = l.unit then pg_temp.exact(b.quantity)
            else pg_temp.exact(b.quantity) * pg_temp.exact(bu.factor) / pg_temp.exact(lu.factor)
        end) as quantity
    from (
        select day, line, quantity, unit from bill
        union all
        select bill.day, bill.line, cl.quantity, cl.unit
        from bill
        join account_invoice_line as cl
            on cl.origin = 'account.invoice.line,' || bill.id and cl.unit_price = bill.unit_price and cl.unit = bill.unit
        join document as c on c.id = cl.invoice and c.booked <= bill.day and (c.cancelled is null or c.cancelled > bill.day)
    ) as b
    join sale_line as l on l.id = b.line
    join product_uom as bu on bu.id = b.unit
    join product_uom as lu on lu.id = l.unit
    group by b.day, b.line
)
select
    d.day::text as day,
    cp.code as company,
    party.code as customer,
    l.sale || ':' || l.id as line,
    cur.code as currency,
    pg_temp.half_even(u.quantity * l.unit_price, cur.digits)
    + pg_temp.half_even(u.quantity * l.unit_price * coalesce((
        select sum(t.rate) from sale_line_account_tax as lt join account_tax as t on t.id = lt.tax where lt.line = l.id
    ), 0), cur.digits) as gross
from delivered as d
join sale_line as l on l.id = d.line
join sale_sale as s on s.id = l.sale
join company_company as co on co.id = s.company
join party_party as cp on cp.id = co.party
join party_party as party on party.id = s.party
join currency_currency as cur on cur.id = s.currency
left join billed as b on b.line = l.id and b.day = d.day
cross join lateral (
    select case
        when l.quantity < 0 then least(0, d.quantity - coalesce(b.quantity, 0))
        else greatest(0, d.quantity - coalesce(b.quantity, 0))
    end as quantity
) as u
where u.quantity <> 0
order by 1, 2, 4
