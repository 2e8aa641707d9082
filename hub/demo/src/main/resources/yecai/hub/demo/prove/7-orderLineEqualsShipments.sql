-- The shipped and the invoiced quantity that the ERP stores with an order line equal its shipment and invoice lines; and
-- delivered = invoiced + unbilled - billed but not delivered.
with asked as (
    select ?::text as source, ?::timestamptz as since
),
touched as (
    select l.entity_key as order_line
    from finance.sales_order_line as l
    where l.source = (select a.source from asked as a) and l.applied_at >= (select a.since from asked as a)
    union
    select s.sales_order_line
    from finance.shipment_line as s
    where s.source = (select a.source from asked as a) and s.applied_at >= (select a.since from asked as a)
    union
    select i.sales_order_line
    from finance.customer_invoice_line as i
    where i.source = (select a.source from asked as a) and i.applied_at >= (select a.since from asked as a)
),
order_line as (
    select l.company, l.entity_key, l.shipped_quantity, l.invoiced_quantity, l.billed_not_delivered_quantity
    from finance.sales_order_line as l
    where l.source = (select a.source from asked as a) and l.entity_key = any (array(select t.order_line from touched as t))
),
shipped as (
    select s.sales_order_line, sum(s.quantity) as quantity, sum(s.unbilled_quantity) as unbilled,
        coalesce(sum(s.quantity) filter (where s.recognized_date is not null), 0) as delivered
    from finance.shipment_line as s
    where s.source = (select a.source from asked as a)
        and s.sales_order_line = any (array(select t.order_line from touched as t))
    group by s.sales_order_line
),
invoiced as (
    select i.sales_order_line, sum(i.quantity) as quantity
    from finance.customer_invoice_line as i
    where i.source = (select a.source from asked as a)
        and i.sales_order_line = any (array(select t.order_line from touched as t))
    group by i.sales_order_line
),
proved as (
    select coalesce(l.company, '?') as company, t.order_line as what,
        l.shipped_quantity = coalesce(s.quantity, 0)
        and l.invoiced_quantity = coalesce(i.quantity, 0)
        and coalesce(s.delivered, 0) = l.invoiced_quantity + coalesce(s.unbilled, 0) - l.billed_not_delivered_quantity
        as holds
    from touched as t
    left join order_line as l on l.entity_key = t.order_line
    left join shipped as s on s.sales_order_line = t.order_line
    left join invoiced as i on i.sales_order_line = t.order_line
)
select x.company, count(*) as checked, count(*) filter (where x.holds is not true) as broken,
    min('order line ' || x.what) filter (where x.holds is not true) as example
from proved as x
group by x.company
