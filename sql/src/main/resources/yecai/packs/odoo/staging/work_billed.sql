-- What posted invoices and credit notes bill of each sales order line, in the line's unit. A credit note made by reversing an invoice
-- takes its quantity back, whatever it was made for: so Odoo counts.
select
    line.id as sale_line,
    coalesce(sum(
        case move.move_type when 'out_refund' then -1 else 1 end
        * item.quantity * coalesce(item_unit.factor / nullif(line_unit.factor, 0), 1)
    ) filter (where move.state = 'posted'), 0) as quantity
from sale_order_line as line
left join uom_uom as line_unit on line_unit.id = line.product_uom_id
left join sale_order_line_invoice_rel as rel on rel.order_line_id = line.id
left join account_move_line as item on item.id = rel.invoice_line_id
left join account_move as move on move.id = item.move_id
left join uom_uom as item_unit on item_unit.id = item.product_uom_id
group by line.id
