-- What a posted invoice line bills of an order line. Odoo names no delivery.
select
    invoice.id as derive_key,
    'c' || invoice.id || ':' || line.id || ':' || ordered.id as entity_key,
    invoice.company,
    invoice.counterparty_company,
    invoice.partner as customer,
    'bills' as link_kind,
    'customer_invoice_line' as from_entity,
    invoice.id || ':' || line.id as from_key,
    'sales_order_line' as to_entity,
    ordered.order_id || ':' || ordered.id as to_key,
    line.quantity,
    unit.name ->> 'en_US' as unit,
    line.net as amount,
    invoice.currency as transaction_currency,
    invoice.posting_date
from tx_invoice as invoice
inner join tx_invoice_line as line on line.move_id = invoice.id
inner join sale_order_line_invoice_rel as rel on rel.invoice_line_id = line.id
inner join sale_order_line as ordered on ordered.id = rel.order_line_id
left join uom_uom as unit on unit.id = line.product_uom_id
where invoice.is_sale and line.quantity <> 0 and ordered.display_type is null
