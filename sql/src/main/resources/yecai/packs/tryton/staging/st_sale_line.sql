-- Order lines with their exact tax (percentage and fixed taxes, and the children of a tax).
select
    line.id,
    line.sale,
    line.sequence,
    line.product,
    line.unit,
    line.quantity::text::numeric as quantity,
    line.unit_price,
    line.quantity::text::numeric * line.unit_price as net,
    tax.per_unit as unit_tax,
    line.quantity::text::numeric * tax.per_unit as tax
from sale_line as line
cross join lateral (
    select
        coalesce(sum(
            case tax.type
                when 'percentage' then line.unit_price * tax.rate
                when 'fixed' then tax.amount
            end
        ), 0) as per_unit
    from sale_line_account_tax as line_tax
    inner join account_tax as tax on tax.id = line_tax.tax or tax.parent = line_tax.tax
    where line_tax.line = line.id
) as tax
where line.type = 'line'
