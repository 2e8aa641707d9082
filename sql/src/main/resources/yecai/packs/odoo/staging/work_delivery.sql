-- Deliveries of a sales order line in the line's unit, and what of each is invoiced. Odoo links invoices with order lines, never with
-- deliveries: what posted invoices bill, less credit notes, is set against what went out less what came back. What is not billed yet is
-- of the youngest deliveries; what is billed beyond that is of the youngest returns. Returns count, and deliveries in exchange for
-- them, only where Odoo is told to change the quantity.
select
    part.sale_line,
    part.move,
    part.day,
    part.quantity,
    case
        when part.quantity > 0 then least(part.quantity, greatest(0, part.out_billed - (part.out_so_far - part.quantity)))
        else greatest(part.quantity, least(0, part.back_billed - (part.back_so_far - part.quantity)))
    end as invoiced
from (
    select
        delivery.*,
        delivery.out - least(greatest(delivery.out + delivery.back - billed.quantity, 0), delivery.out) as out_billed,
        delivery.back - greatest(least(delivery.out + delivery.back - billed.quantity, 0), delivery.back) as back_billed,
        sum(greatest(delivery.quantity, 0)) over in_order as out_so_far,
        sum(least(delivery.quantity, 0)) over in_order as back_so_far
    from (
        select
            line.id as sale_line,
            move.id as move,
            move.day,
            signed.quantity,
            sum(greatest(signed.quantity, 0)) over (partition by line.id) as out,
            sum(least(signed.quantity, 0)) over (partition by line.id) as back
        from sale_order_line as line
        inner join tx_move as move on move.sale_line_id = line.id and move.product_id = line.product_id
        left join uom_uom as unit on unit.id = line.product_uom_id
        cross join lateral (
            select
                move.quantity * move.unit_factor / nullif(unit.factor, 0)
                * case
                    when move.to_usage = 'customer' or (move.to_usage = 'transit' and move.to_company_id is null)
                        then case when move.origin_returned_move_id is null or move.to_refund then 1 else 0 end
                    when move.to_refund then -1
                    else 0
                end as quantity
        ) as signed
        where move.to_usage <> 'inventory' and signed.quantity <> 0
    ) as delivery
    inner join work_billed as billed on billed.sale_line = delivery.sale_line
    window in_order as (partition by delivery.sale_line order by delivery.day, delivery.move)
) as part
