select
    g.company,
    g.period,
    l.uom as currency,
    l.id::text as derive_key,
    l.quantity as amount,
    g.status = 'draft' as excluded
from goods_receipts as g
inner join goods_receipt_lines as l on l.goods_receipt_id = g.id
