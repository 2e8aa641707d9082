-- Lines of a purchase order, and what its lines miss of it where a company rounds taxes once per document.
select
    line.order_id,
    line.id::text as detail,
    line.sequence,
    line.id,
    line.product_id,
    line.product_uom_id,
    line.product_qty as quantity,
    line.price_unit,
    line.qty_received,
    line.date_planned,
    coalesce(line.price_subtotal, 0) as net,
    coalesce(line.price_total, 0) - coalesce(line.price_subtotal, 0) as tax,
    coalesce(line.price_total, 0) as gross
from buying_order_line as line
where line.display_type is null
union all
select
    purchase.id,
    'rounding',
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    missing.net,
    missing.gross - missing.net,
    missing.gross
from buying_order as purchase
cross join lateral (
    select
        coalesce(purchase.amount_untaxed, 0) - coalesce(sum(line.price_subtotal), 0) as net,
        coalesce(purchase.amount_total, 0) - coalesce(sum(line.price_total), 0) as gross
    from buying_order_line as line
    where line.order_id = purchase.id and line.display_type is null
) as missing
where missing.net <> 0 or missing.gross <> 0
