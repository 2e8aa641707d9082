-- Lines of invoices with what they come from. The reason of a credit: a credit at the invoiced price takes
-- quantity back, one at another price lowers the price; an invoice of goods that came back is a return.
select
    line.id,
    line.invoice,
    line.sequence,
    line.product,
    line.unit,
    line.quantity::text::numeric as quantity,
    line.unit_price,
    line.account,
    line.quantity::text::numeric * line.unit_price as net,
    (
        select
            coalesce(sum(
                case tax.type
                    when 'percentage' then line.quantity::text::numeric * line.unit_price * tax.rate
                    when 'fixed' then line.quantity::text::numeric * tax.amount
                end
            ), 0)
        from account_invoice_line_account_tax as line_tax
        inner join account_tax as tax on tax.id = line_tax.tax or tax.parent = line_tax.tax
        where line_tax.line = line.id
    ) as tax,
    case
        when credited.id is not null and credited.unit_price = line.unit_price and credited.unit is not distinct from line.unit
            then 'quantity'
        when credited.id is not null then 'price'
        when line.quantity < 0 then 'return'
    end as reason,
    case when credited.id is not null then credited.invoice || ':' || credited.id end as credits_line,
    sale_line.id as sale_line,
    sale_line.sale,
    purchase_line.id as purchase_line,
    purchase_line.purchase
from account_invoice_line as line
left join account_invoice_line as credited
    on
        line.origin ~ '^account\.invoice\.line,[0-9]{1,9}$'
        and credited.id = case
            when line.origin ~ '^account\.invoice\.line,[0-9]{1,9}$' then split_part(line.origin, ',', 2)::integer
        end
left join sale_line as sale_line
    on
        sale_line.id = case
            when coalesce(credited.origin, line.origin) ~ '^sale\.line,[0-9]{1,9}$'
                then split_part(coalesce(credited.origin, line.origin), ',', 2)::integer
        end
left join purchase_line as purchase_line
    on
        purchase_line.id = case
            when coalesce(credited.origin, line.origin) ~ '^purchase\.line,[0-9]{1,9}$'
                then split_part(coalesce(credited.origin, line.origin), ',', 2)::integer
        end
where line.type = 'line'
