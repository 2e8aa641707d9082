-- Lines of a sales order, and what its lines miss of it where a company rounds taxes once per document.
select
    line.order_id,
    line.id::text as detail,
    line.sequence,
    line.id,
    line.product_id,
    line.product_uom_id,
    case
        when coalesce(line.is_downpayment, false) then 'down_payment'
        when product.id is null then 'free_text'
        when product.type = 'consu' and not coalesce(line.is_expense, false) then 'goods'
        else 'service'
    end as line_kind,
    line.product_uom_qty as quantity,
    line.price_unit,
    line.qty_delivered,
    coalesce(line.price_subtotal, 0) as net,
    coalesce(line.price_total, 0) - coalesce(line.price_subtotal, 0) as tax,
    coalesce(line.price_total, 0) as gross
from sale_order_line as line
left join st_product as product on product.id = line.product_id
where line.display_type is null
union all
select
    sale.id,
    'rounding',
    null,
    null,
    null,
    null,
    'rounding',
    null,
    null,
    null,
    missing.net,
    missing.gross - missing.net,
    missing.gross
from sale_order as sale
cross join lateral (
    select
        coalesce(sale.amount_untaxed, 0) - coalesce(sum(line.price_subtotal), 0) as net,
        coalesce(sale.amount_total, 0) - coalesce(sum(line.price_total), 0) as gross
    from sale_order_line as line
    where line.order_id = sale.id and line.display_type is null
) as missing
where missing.net <> 0 or missing.gross <> 0
