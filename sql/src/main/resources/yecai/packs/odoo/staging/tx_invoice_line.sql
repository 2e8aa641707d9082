-- Their lines as the ledger has them, which add up to the document; a line's own price may miss it by a cent. Tax is spread by what the
-- lines' own prices say of it; the line with most of it takes the rest.
select
    line.move_id,
    line.id,
    line.display_type,
    line.product_id,
    line.product_uom_id,
    line.account_id,
    line.purchase_line_id,
    invoice.sign * line.quantity as quantity,
    line.price_unit,
    row_number() over (partition by line.move_id order by line.sequence, line.id) as line_no,
    invoice.ledger_sign * line.amount_currency as net,
    invoice.ledger_sign * line.balance as net_functional,
    tax.own + case
        when row_number() over most = 1 then invoice.sign * invoice.amount_tax - sum(tax.own) over (partition by line.move_id)
        else 0
    end as tax,
    tax.own_functional + case
        when row_number() over most = 1
            then -invoice.ledger_sign * invoice.amount_tax_signed - sum(tax.own_functional) over (partition by line.move_id)
        else 0
    end as tax_functional
from account_move_line as line
inner join tx_invoice as invoice on invoice.id = line.move_id
cross join lateral (
    select
        invoice.sign * round(coalesce(line.price_total - line.price_subtotal, 0), invoice.digits) as own,
        round(
            invoice.sign * coalesce(line.price_total - line.price_subtotal, 0)
            * coalesce(abs(invoice.amount_total_signed) / nullif(invoice.amount_total, 0), 1),
            invoice.functional_digits
        ) as own_functional
) as tax
where line.display_type in ('product', 'rounding', 'epd')
window most as (partition by line.move_id order by abs(tax.own) desc, line.id)
