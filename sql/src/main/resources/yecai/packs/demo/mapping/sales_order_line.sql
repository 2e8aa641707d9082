-- Billed, not delivered: what is left of delivered = invoiced + unbilled - billed_not_delivered, in the order line's unit; null where a
-- delivery is in a unit that cannot be converted to it.
select
    l.id as derive_key,
    l.id::text as entity_key,
    o.company,
    l.plant,
    l.sales_order_id::text as sales_order,
    o.order_kind as document_type,
    o.number as document_no,
    l.line_no,
    o.order_date as document_date,
    o.customer,
    o.trading_company as counterparty_company,
    o.salesperson,
    l.line_kind,
    l.material,
    l.uom as unit,
    l.quantity as ordered_quantity,
    l.shipped_quantity,
    l.invoiced_quantity,
    l.unit_price,
    o.currency as transaction_currency,
    l.net,
    l.tax,
    l.gross,
    l.promised_date,
    l.status,
    b.quantity as billed_not_delivered_quantity,
    round(l.net * b.quantity / l.quantity, c.decimals) as billed_not_delivered_net,
    round(l.tax * b.quantity / l.quantity, c.decimals) as billed_not_delivered_tax
from sales_order_lines as l
inner join sales_orders as o on o.id = l.sales_order_id
left join currencies as c on c.code = o.currency
cross join lateral (
    select
        case
            when count(*) = count(*) filter (where not d.recognized or unit.factor is not null)
                then l.invoiced_quantity + coalesce(sum((d.unbilled_quantity - d.quantity) * unit.factor) filter (where d.recognized), 0)
        end as quantity
    from delivery as d
    cross join lateral (
        select
            case
                when d.uom = l.uom then 1
                else
                    min(u.factor) filter (where u.uom = d.uom) / min(u.factor) filter (where u.uom = l.uom)
            end as factor
        from (
            select m.uom, 1 as factor
            from materials as m
            where m.code = l.material
            union all
            select o.uom, o.factor
            from material_uoms as o
            where o.material = l.material
        ) as u
    ) as unit
    where d.sales_order_line_id = l.id
) as b
where o.status <> 'draft'
