-- What happened to a delivery, by day: it is recognized, its reversal is posted, or that one's (appears), something of it is billed, or opened
-- again by a credit, which does not count before a return that it credits. Quantities in the material's base unit. open_: what the day
-- changed of what the billings that name the delivery leave (not below 0; of a return not above it), valued in proportion to the
-- quantity and rounded to the currency's decimals. A billing in a unit that cannot be converted has no quantity: it bills
-- nothing here, and finance.data_quality names it.
select
    o.source,
    o.company,
    o.order_line,
    o.day,
    o.counterparty_company,
    o.customer,
    o.transaction_currency,
    o.functional_currency,
    o.places,
    o.functional_places,
    o.appears,
    o.goes_out,
    o.quantity,
    o.amount,
    o.amount_functional,
    o.billed,
    o.open - coalesce(lag(o.open) over in_delivery, 0) as open_quantity,
    w.amount - coalesce(lag(w.amount) over in_delivery, 0) as open_amount,
    w.amount_functional - coalesce(lag(w.amount_functional) over in_delivery, 0) as open_functional
from (
    select
        p.source,
        p.company,
        p.delivery,
        p.order_line,
        p.counterparty_company,
        p.customer,
        p.transaction_currency,
        p.functional_currency,
        p.places,
        p.functional_places,
        p.day,
        p.appears,
        p.billed,
        p.goes_out,
        p.quantity,
        p.amount,
        p.amount_functional,
        p.net,
        p.tax,
        p.net_functional,
        p.tax_functional,
        case
            when p.quantity = 0 or sum(p.appears) over until <= 0 then 0
            when p.goes_out then greatest(0, p.quantity - sum(p.billed) over until)
            else least(0, p.quantity - sum(p.billed) over until)
        end as open
    from (
        select
            h.source,
            h.company,
            h.entity_key as delivery,
            coalesce(h.sales_order_line, 'delivery ' || h.entity_key) as order_line,
            h.counterparty_company,
            h.customer,
            h.transaction_currency,
            h.functional_currency,
            coalesce(tc.places, 2) as places,
            coalesce(fc.places, 2) as functional_places,
            a.day,
            a.appears,
            a.billed,
            h.quantity > 0 as goes_out,
            h.quantity * coalesce(u.factor, 1) as quantity,
            round(h.net, coalesce(tc.places, 2)) + round(h.tax, coalesce(tc.places, 2)) as amount,
            round(f.net, coalesce(fc.places, 2)) + round(f.tax, coalesce(fc.places, 2)) as amount_functional,
            h.net,
            h.tax,
            f.net as net_functional,
            f.tax as tax_functional
        from canon.shipment_line as h
        left join shared.currency_places as tc on tc.source = h.source and tc.currency = h.transaction_currency
        left join shared.currency_places as fc on fc.source = h.source and fc.currency = h.functional_currency
        left join lateral (
            select x.factor
            from canon.material_unit as x
            where x.source = h.source and x.material = h.material and x.unit = h.unit
            limit 1
        ) as u on true
        cross join lateral (
            select
                case when h.transaction_currency = h.functional_currency then h.net else h.net_functional end as net,
                case when h.transaction_currency = h.functional_currency then h.tax else h.tax_functional end as tax
        ) as f
        cross join lateral (
            select h.recognized_date as day, 1 as appears, 0::numeric as billed
            where h.recognized_date is not null
            union all
            -- a reversal takes it back, the reversal of that brings it again, and so on; none before the one that it reverses
            select n.day, case when n.depth % 2 = 1 then -1 else 1 end, 0
            from (
                with recursive chain as (
                    select 0 as depth, h.reversed_by, h.recognized_date as day
                    union all
                    select c.depth + 1, v.reversed_by, greatest(c.day, v.posting_date)
                    from chain as c
                    left join canon.shipment_line as v on v.source = h.source and v.entity_key = c.reversed_by
                    where c.reversed_by is not null and c.depth < 10
                )
                select c.depth, c.day from chain as c where c.depth > 0
            ) as n
            where h.recognized_date is not null and h.reversed_by is not null
            union all
            select
                case when b.quantity < 0 and h.quantity < 0 then greatest(b.day, h.recognized_date) else b.day end,
                0,
                coalesce(
                    b.quantity * coalesce(u.factor, 1)
                    * case
                        when (b.unit <> h.unit) is not true then 1
                        else (
                            select r.ratio
                            from shared.unit_ratio as r
                            where r.source = h.source and r.material = h.material and r.from_unit = b.unit and r.to_unit = h.unit
                            order by r.preference
                            limit 1
                        )
                    end,
                    0
                )
            from shared.billing as b
            where b.source = h.source and b.to_entity = 'shipment_line' and b.to_key = h.entity_key
        ) as a
        where h.reverses is null and h.quantity <> 0
    ) as p
    window until as (
        partition by p.source, p.company, p.delivery order by p.day
    )
) as o
cross join lateral (
    select
        case
            when o.open = 0 then 0
            when o.open = o.quantity then o.amount
            else
                round(o.net * o.open / o.quantity, o.places) + round(o.tax * o.open / o.quantity, o.places)
        end as amount,
        case
            when o.open = 0 then 0
            when o.open = o.quantity then o.amount_functional
            else
                round(o.net_functional * o.open / o.quantity, o.functional_places)
                + round(o.tax_functional * o.open / o.quantity, o.functional_places)
        end as amount_functional
) as w
window in_delivery as (partition by o.source, o.company, o.delivery order by o.day)
