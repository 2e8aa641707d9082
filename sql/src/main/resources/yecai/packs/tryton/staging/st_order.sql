-- Orders of customers (type out) and at suppliers (in).
select
    'out' as type,
    sale.id,
    sale.company,
    sale.number,
    sale.state,
    sale.party,
    sale.currency,
    sale.sale_date as order_date,
    sale.shipping_date as promised_date,
    sale.payment_term,
    sale.warehouse,
    sale.tax_amount_cache as stored_tax
from sale_sale as sale
union all
select
    'in',
    purchase.id,
    purchase.company,
    purchase.number,
    purchase.state,
    purchase.party,
    purchase.currency,
    purchase.purchase_date,
    purchase.delivery_date,
    purchase.payment_term,
    purchase.warehouse,
    purchase.tax_amount_cache
from purchase_purchase as purchase
