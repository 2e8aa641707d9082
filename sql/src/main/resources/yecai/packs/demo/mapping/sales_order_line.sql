-- Billed, not delivered: what is left of delivered = invoiced + unbilled - billed_not_delivered.
select
    l.id as derive_key,
    l.id::text as entity_key,
    o.company,
    l.plant,
    l.sales_order_id::text as sales_order,
    o.order_kind as document_type,
    o.number as document_no,
    l.line_no,
    o.order_date as document_date,
    o.customer,
    o.trading_company as counterparty_company,
    o.salesperson,
    l.line_kind,
    l.material,
    l.uom as unit,
    l.quantity as ordered_quantity,
    l.shipped_quantity,
    l.invoiced_quantity,
    l.unit_price,
    o.currency as transaction_currency,
    l.net,
    l.tax,
    l.gross,
    l.promised_date,
    l.status,
    b.quantity as billed_not_delivered_quantity,
    round(l.net * b.quantity / l.quantity, 2) as billed_not_delivered_net,
    round(l.tax * b.quantity / l.quantity, 2) as billed_not_delivered_tax
from sales_order_lines as l
inner join sales_orders as o on o.id = l.sales_order_id
cross join lateral (
    select l.invoiced_quantity + coalesce(sum(d.unbilled_quantity - d.quantity) filter (where d.recognized), 0) as quantity
    from delivery as d
    where d.sales_order_line_id = l.id
) as b
where o.status <> 'draft'
