-- Done movements of purchase order lines that count as received (sign 1) or returned (-1). A return, or what comes in exchange for one,
-- counts where Odoo is told to change the quantity.
select
    move.*,
    case
        -- back to the supplier, or to where a subcontractor's goods came from
        when
            move.to_usage = 'supplier'
            or (returned.id is not null and returned.to_usage <> 'supplier' and returned.origin_returned_move_id is null)
            then case when move.origin_returned_move_id is null or move.to_refund then -1 else 0 end
        when returned.id is not null and not move.to_refund then 0
        else 1
    end as sign
from tx_move as move
inner join buying_order_line as line on line.id = move.purchase_line_id and line.product_id = move.product_id
left join tx_move as returned on returned.id = move.origin_returned_move_id
