-- What receipts cost more or less than before, and what their invoices bill more or less than they were received at, one row per receipt
-- line; without returns, reversals and what is reversed. last_price is that of the receipt before it of the same material of the company, in the same
-- currency and unit; order_variance is what the price differs from it, by quantity, null for the first one. invoice_variance is what
-- invoices that name the receipt bill beyond its value, for as much of it as they bill, in the order's currency; in the company's
-- currency the rates of both days are in it too, as the ledger posts it. A credit of price that names no receipt is not in it. More is
-- positive: unfavourable.
select
    r.source,
    r.company,
    r.counterparty_company,
    r.plant,
    r.supplier,
    r.document_no as receipt_no,
    r.line_no,
    r.posting_date,
    r.source_period,
    r.material,
    r.unit,
    r.quantity,
    r.transaction_currency,
    r.unit_price,
    l.unit_price as last_price,
    l.posting_date as last_price_date,
    round((r.unit_price - l.unit_price) * r.quantity, coalesce(tc.places, 2)) as order_variance,
    b.quantity as invoiced_quantity,
    b.variance as invoice_variance,
    r.functional_currency,
    b.variance_functional as invoice_variance_functional,
    r.purchase_order_line as purchase_order_line_key,
    r.entity_key,
    r.mapping_status,
    r.source_tx,
    r.source_committed_at,
    r.applied_at
from canon.goods_receipt_line as r
left join shared.currency_places as tc on tc.source = r.source and tc.currency = r.transaction_currency
left join (
    select
        e.source,
        e.company,
        e.goods_receipt_line,
        -sum(e.quantity) as quantity,
        sum(i.net - e.ahead_amount + e.amount) as variance,
        sum(i.net_functional - e.ahead_functional + e.amount_functional) as variance_functional
    from shared.grni_event as e
    left join canon.supplier_invoice_line as i on i.source = e.source and i.entity_key = e.document
    where e.movement = 'billed' and e.goods_receipt_line is not null
    group by e.source, e.company, e.goods_receipt_line
) as b on b.source = r.source and b.company = r.company and b.goods_receipt_line = r.entity_key
left join lateral (
    select o.unit_price, o.posting_date
    from canon.goods_receipt_line as o
    where
        o.source = r.source
        and o.company = r.company
        and o.material = r.material
        and o.unit = r.unit
        and o.transaction_currency = r.transaction_currency
        and o.quantity > 0
        and o.reverses is null
        and o.reversed_by is null
        and (o.posting_date, o.entity_key) < (r.posting_date, r.entity_key)
    order by o.posting_date desc, o.entity_key desc
    limit 1
) as l on true
where r.quantity > 0 and r.reverses is null and r.reversed_by is null
