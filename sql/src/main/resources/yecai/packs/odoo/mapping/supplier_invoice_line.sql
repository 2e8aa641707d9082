-- Odoo links a line of a bill with the order line that it bills, never with a receipt.
select
    invoice.id as derive_key,
    invoice.id || ':' || line.id as entity_key,
    invoice.company,
    invoice.id::text as supplier_invoice,
    invoice.document_type,
    invoice.document_no,
    line.line_no::integer as line_no,
    invoice.document_date,
    invoice.posting_date,
    to_char(invoice.posting_date, 'YYYY-MM') as source_period,
    invoice.partner as supplier,
    invoice.counterparty_company,
    ordered.order_id || ':' || ordered.id as purchase_order_line,
    product.material,
    unit.name ->> 'en_US' as unit,
    line.quantity,
    line.price_unit as unit_price,
    invoice.currency as transaction_currency,
    invoice.functional_currency,
    line.net,
    line.tax,
    line.net + line.tax as gross,
    line.net_functional,
    line.tax_functional,
    line.net_functional + line.tax_functional as gross_functional,
    account.account
from tx_invoice as invoice
inner join tx_invoice_line as line on line.move_id = invoice.id
inner join account_move as move on move.id = invoice.id
left join buying_order_line as ordered on ordered.id = line.purchase_line_id
left join st_account as account on account.id = line.account_id and account.company_id = move.company_id
left join st_product as product on product.id = line.product_id
left join uom_uom as unit on unit.id = line.product_uom_id
where not invoice.is_sale
