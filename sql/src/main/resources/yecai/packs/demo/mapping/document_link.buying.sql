-- What a posted line of a supplier's invoice bills: the receipt that it names, else the order line, ahead of any receipt. What has no
-- quantity (a price credit) bills nothing.
select
    l.id as derive_key,
    's' || l.id as entity_key,
    i.company,
    i.trading_company as counterparty_company,
    i.supplier,
    'bills' as link_kind,
    'supplier_invoice_line' as from_entity,
    l.id::text as from_key,
    case when l.goods_receipt_line_id is null then 'purchase_order_line' else 'goods_receipt_line' end as to_entity,
    coalesce(l.goods_receipt_line_id, l.purchase_order_line_id)::text as to_key,
    l.quantity,
    l.uom as unit,
    l.net as amount,
    i.currency as transaction_currency,
    i.posting_date
from supplier_invoice_lines as l
inner join supplier_invoices as i on i.id = l.supplier_invoice_id
where
    i.status = 'posted'
    and l.quantity <> 0
    and coalesce(l.goods_receipt_line_id, l.purchase_order_line_id) is not null
