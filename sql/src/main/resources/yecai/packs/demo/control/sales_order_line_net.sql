-- Lines of drafts are quotations too.
select
    o.company,
    to_char(o.order_date, 'YYYY-MM') as period,
    o.currency,
    l.id::text as derive_key,
    l.net as amount,
    o.status = 'draft' as excluded
from sales_orders as o
inner join sales_order_lines as l on l.sales_order_id = o.id
