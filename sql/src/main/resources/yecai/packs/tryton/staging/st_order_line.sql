-- Lines of orders of customers (type out) and at suppliers (in), what points at them (origin), and the locations of their other party.
select
    'out' as type,
    line.id,
    line.sale as order_id,
    line.sequence,
    line.product,
    line.unit,
    line.quantity::text::numeric as quantity,
    line.unit_price,
    null::date as promised_date,
    'sale.line,' || line.id as origin,
    'customer' as place
from sale_line as line
where line.type = 'line'
union all
select
    'in',
    line.id,
    line.purchase,
    line.sequence,
    line.product,
    line.unit,
    line.quantity::text::numeric,
    line.unit_price,
    line.delivery_date_store,
    'purchase.line,' || line.id,
    'supplier'
from purchase_line as line
where line.type = 'line'
