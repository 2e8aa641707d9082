-- Posted invoice lines of an order line, in the order line's unit. Credit notes point at the invoice line they
-- credit. A credit at the invoiced price is a credit of quantity; at another price it is a credit of price, which
-- takes no quantity back. A cancelled invoice and its refund count on neither side.
select
    line.type,
    line.id as order_line,
    invoice_line.id as invoice_line,
    case
        when invoice_line.unit = line.unit then invoice_line.quantity::text::numeric
        else invoice_line.quantity::text::numeric * invoice_unit.factor / nullif(line_unit.factor, 0)
    end as quantity
from st_order_line as line
inner join account_invoice_line as invoice_line on invoice_line.origin = line.origin
inner join account_invoice as invoice on invoice.id = invoice_line.invoice
left join st_uom as line_unit on line_unit.id = line.unit
left join st_uom as invoice_unit on invoice_unit.id = invoice_line.unit
where invoice_line.type = 'line' and invoice.type = line.type and invoice.state in ('posted', 'paid')
union all
select
    line.type,
    line.id,
    credit_line.id,
    case
        when credit_line.unit = line.unit then credit_line.quantity::text::numeric
        else credit_line.quantity::text::numeric * credit_unit.factor / nullif(line_unit.factor, 0)
    end
from st_order_line as line
inner join account_invoice_line as invoice_line on invoice_line.origin = line.origin
inner join account_invoice as invoice on invoice.id = invoice_line.invoice
inner join account_invoice_line as credit_line on credit_line.origin = 'account.invoice.line,' || invoice_line.id
inner join account_invoice as credit on credit.id = credit_line.invoice
left join st_uom as line_unit on line_unit.id = line.unit
left join st_uom as credit_unit on credit_unit.id = credit_line.unit
where
    credit_line.type = 'line'
    and credit.type = line.type
    and credit.state in ('posted', 'paid')
    and invoice.type = line.type
    and invoice.state in ('posted', 'paid')
    and credit_line.unit_price = invoice_line.unit_price
    and credit_line.unit is not distinct from invoice_line.unit
