select
    company,
    customer,
    sales_order,
    split_part(entity_key, ':', 2) as line,
    transaction_currency as currency,
    unbilled_quantity as quantity,
    unbilled_net as net,
    unbilled_tax as tax
from finance.order_to_cash
where unbilled_quantity <> 0
order by 1, 3, 4
