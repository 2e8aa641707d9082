select
    g.company,
    g.period,
    c.currency,
    l.id::text as derive_key,
    l.amount,
    g.status = 'draft' as excluded
from goods_receipts as g
inner join goods_receipt_lines as l on l.goods_receipt_id = g.id
inner join companies as c on c.code = g.company
