-- Order lines with their exact tax (percentage and fixed taxes, and the children of a tax).
select
    line.type,
    line.id,
    line.order_id,
    line.sequence,
    line.product,
    line.unit,
    line.quantity,
    line.unit_price,
    line.promised_date,
    line.quantity * line.unit_price as net,
    tax.per_unit as unit_tax,
    line.quantity * tax.per_unit as tax
from st_order_line as line
cross join lateral (
    select
        coalesce(sum(
            case tax.type
                when 'percentage' then line.unit_price * tax.rate
                when 'fixed' then tax.amount
            end
        ), 0) as per_unit
    from (
        select sold.tax
        from sale_line_account_tax as sold
        where line.type = 'out' and sold.line = line.id
        union all
        select bought.tax
        from purchase_line_account_tax as bought
        where line.type = 'in' and bought.line = line.id
    ) as line_tax
    inner join account_tax as tax on tax.id = line_tax.tax or tax.parent = line_tax.tax
) as tax
