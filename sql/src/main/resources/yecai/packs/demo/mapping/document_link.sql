-- What a posted invoice line bills: the delivery that it names, else the order line, ahead of any delivery. What has no
-- quantity (a price credit) bills nothing.
select
    l.id as derive_key,
    'c' || l.id as entity_key,
    i.company,
    i.trading_company as counterparty_company,
    i.customer,
    'bills' as link_kind,
    'customer_invoice_line' as from_entity,
    i.id || ':' || l.line_no as from_key,
    case when l.shipment_line_id is null then 'sales_order_line' else 'shipment_line' end as to_entity,
    coalesce(l.shipment_line_id, l.sales_order_line_id)::text as to_key,
    l.quantity,
    l.uom as unit,
    l.net as amount,
    i.currency as transaction_currency,
    i.posting_date
from customer_invoice_lines as l
inner join customer_invoices as i on i.id = l.customer_invoice_id
where
    i.status = 'posted'
    and l.quantity <> 0
    and coalesce(l.shipment_line_id, l.sales_order_line_id) is not null
