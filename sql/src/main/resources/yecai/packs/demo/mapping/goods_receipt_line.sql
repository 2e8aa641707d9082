-- A reversal repeats the lines of what it takes back, with the same numbers. net is in the order's currency, net_functional is what the
-- ERP posted.
select
    l.id as derive_key,
    l.id::text as entity_key,
    g.company,
    g.plant,
    'goods_receipt' as document_type,
    g.number as document_no,
    l.line_no,
    g.receipt_date as document_date,
    g.posting_date,
    g.period as source_period,
    g.purchase_order_id::text as purchase_order,
    l.purchase_order_line_id::text as purchase_order_line,
    g.supplier,
    o.trading_company as counterparty_company,
    l.material,
    l.uom as unit,
    l.quantity,
    l.unit_price,
    c.code as transaction_currency,
    round(l.quantity * l.unit_price, c.decimals) as net,
    f.currency as functional_currency,
    l.amount as net_functional,
    (
        select r.id::text
        from goods_receipt_lines as r
        where r.goods_receipt_id = g.reverses_id and r.line_no = l.line_no
    ) as reverses,
    (
        select r.id::text
        from goods_receipt_lines as r
        where r.goods_receipt_id = g.reversed_by_id and r.line_no = l.line_no
    ) as reversed_by
from goods_receipt_lines as l
inner join goods_receipts as g on g.id = l.goods_receipt_id
left join purchase_orders as o on o.id = g.purchase_order_id
left join companies as f on f.code = g.company
-- what nobody ordered is in the company's currency
left join currencies as c on c.code = coalesce(o.currency, f.currency)
where g.status = 'posted'
