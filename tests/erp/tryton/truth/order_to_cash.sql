-- One row per sales order, from its lines, in the order's currency: ordered, shipped, invoiced, settled. Credit notes count
-- with the orders of the invoices they credit, so a credited invoice and its credit note net out. What is settled is, per
-- invoice, what is no longer open; an invoice belongs to one order.
with line as (
    select l.*, cur.digits
    from sale_sale as s
    join sale_line as l on l.sale = s.id and l.type = 'line'
    join currency_currency as cur on cur.id = s.currency
),
shipped as (
    -- each delivery rounded as its invoice would be
    select split_part(m.origin, ',', 2)::integer as line,
        sum(pg_temp.half_even((case when b.type = 'customer' then 1 else -1 end) * l.unit_price * case
            when m.uom = l.unit then pg_temp.exact(m.quantity)
            else pg_temp.exact(m.quantity) * pg_temp.exact(mu.factor) / pg_temp.exact(lu.factor)
        end, l.digits)) as net
    from stock_move as m
    join stock_location as a on a.id = m.from_location
    join stock_location as b on b.id = m.to_location
    join line as l on l.id = split_part(m.origin, ',', 2)::integer
    join product_uom as mu on mu.id = m.uom
    join product_uom as lu on lu.id = l.unit
    where m.origin like 'sale.line,%' and m.state = 'done' and 'customer' in (a.type, b.type)
    group by 1
),
document as (
    select distinct l.sale, i.id as invoice
    from line as l
    join account_invoice_line as il on il.origin = 'sale.line,' || l.id
    join account_invoice as i on i.id = il.invoice
    union
    select distinct l.sale, i.id
    from line as l
    join account_invoice_line as il on il.origin = 'sale.line,' || l.id
    join account_invoice_line as cl on cl.origin = 'account.invoice.line,' || il.id
    join account_invoice as i on i.id = cl.invoice
),
booked as (
    select d.sale, i.id, i.state,
        sum(case when i.currency = co.currency then l.debit - l.credit else l.amount_second_currency end) as gross,
        coalesce((select sum(o.open_doc) from open_item as o where o.invoice = i.id), 0) as open,
        coalesce((select sum(t.amount) from account_invoice_tax as t where t.invoice = i.id), 0) as tax,
        i.state = 'cancelled' and not exists (select from account_invoice as r where r.move = i.cancel_move) as cancelled_alone
    from document as d
    join account_invoice as i on i.id = d.invoice
    join company_company as co on co.id = i.company
    join account_move_line as l on l.move = i.move and l.account = i.account
    where i.state in ('posted', 'paid', 'cancelled')
    group by d.sale, i.id
)
select
    cp.code as company,
    s.number as sales_order,
    cur.code as currency,
    coalesce((select sum(pg_temp.half_even(pg_temp.exact(l.quantity) * l.unit_price, l.digits)) from line as l where l.sale = s.id), 0) as ordered_net,
    coalesce(s.total_amount_cache, (
        -- Tryton stores no total of a draft
        select sum(pg_temp.half_even(pg_temp.exact(l.quantity) * l.unit_price, l.digits)) + pg_temp.half_even(coalesce(sum((
            select sum(pg_temp.exact(l.quantity) * l.unit_price * t.rate)
            from sale_line_account_tax as lt
            join account_tax as t on t.id = lt.tax
            where lt.line = l.id
        )), 0), 2)
        from line as l
        where l.sale = s.id
    )) as ordered_gross,
    coalesce((select sum(h.net) from line as l join shipped as h on h.line = l.id where l.sale = s.id), 0) as shipped_net,
    coalesce((select sum(b.gross - b.tax) from booked as b where b.sale = s.id and not b.cancelled_alone), 0) as invoiced_net,
    coalesce((select sum(b.gross) from booked as b where b.sale = s.id and not b.cancelled_alone), 0) as invoiced_gross,
    coalesce((select sum(b.gross - b.open) from booked as b where b.sale = s.id and not b.cancelled_alone), 0) as settled_gross
from sale_sale as s
join company_company as co on co.id = s.company
join party_party as cp on cp.id = co.party
join currency_currency as cur on cur.id = s.currency
order by 1, 2
