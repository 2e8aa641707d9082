-- What a posted line of a bill bills of an order line. Odoo names no receipt.
select
    invoice.id as derive_key,
    's' || invoice.id || ':' || line.id as entity_key,
    invoice.company,
    invoice.counterparty_company,
    invoice.partner as supplier,
    'bills' as link_kind,
    'supplier_invoice_line' as from_entity,
    invoice.id || ':' || line.id as from_key,
    'purchase_order_line' as to_entity,
    ordered.order_id || ':' || ordered.id as to_key,
    line.quantity,
    unit.name ->> 'en_US' as unit,
    line.net as amount,
    invoice.currency as transaction_currency,
    invoice.posting_date
from tx_invoice as invoice
inner join tx_invoice_line as line on line.move_id = invoice.id
inner join buying_order_line as ordered on ordered.id = line.purchase_line_id
inner join buying_order as purchase on purchase.id = ordered.order_id
left join uom_uom as unit on unit.id = line.product_uom_id
where not invoice.is_sale and line.quantity <> 0 and purchase.state in ('purchase', 'done', 'cancel') and ordered.display_type is null
