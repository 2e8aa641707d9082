-- What moved the unbilled deliveries, by order line and day: unbilled at the end of a day is the sum of what is effective up to
-- it. movement: 'delivered' when deliveries are recognized (returns are negative), 'reversed' when a reversal of one is posted,
-- 'billed' for what invoices and credit notes of the day bill, or open again, of the deliveries: at the delivery's price and
-- rate, whatever the invoice says.
-- What is left of each delivery is that of shared.delivery_event. Per order line, what is delivered less billed counts, but neither
-- below the returns (more was billed than delivered) nor above what went out: what other billings of the order line took off, the
-- deliveries take in proportion; what other credits add first makes up for the returns, then opens deliveries again. Quantities
-- are compared in the material's base unit, amounts rounded to the currency's decimals. Every movement of a day is the difference
-- of such states, so no residue can stay.
select
    m.source,
    (m.order_line || ' ' || m.day::text || ' ' || k.movement) collate "C" as entity_key,
    m.company,
    m.counterparty_company,
    m.customer,
    m.order_line as sales_order_line,
    k.movement,
    m.day as effective_date,
    m.transaction_currency,
    k.amount,
    m.functional_currency,
    k.amount_functional
from (
    select
        s.source,
        s.company,
        s.order_line,
        s.day,
        s.counterparty_company,
        s.customer,
        s.transaction_currency,
        s.functional_currency,
        s.delivered,
        s.delivered_functional,
        s.reversed,
        s.reversed_functional,
        v.amount - coalesce(lag(v.amount) over in_line, 0) as amount,
        v.amount_functional - coalesce(lag(v.amount_functional) over in_line, 0) as amount_functional
    from (
        select
            e.source,
            e.company,
            e.order_line,
            e.day,
            e.counterparty_company,
            e.customer,
            e.transaction_currency,
            e.functional_currency,
            e.places,
            e.functional_places,
            e.delivered,
            e.delivered_functional,
            e.reversed,
            e.reversed_functional,
            sum(e.quantity) over up_to as quantity,
            sum(e.out_quantity) over up_to as out_quantity,
            sum(e.out_amount) over up_to as out_amount,
            sum(e.out_functional) over up_to as out_functional,
            sum(e.shipped) over up_to as shipped,
            sum(e.shipped_amount) over up_to as shipped_amount,
            sum(e.shipped_functional) over up_to as shipped_functional,
            sum(e.returned) over up_to as returned,
            sum(e.returned_amount) over up_to as returned_amount,
            sum(e.returned_functional) over up_to as returned_functional,
            sum(e.billed) over up_to as billed,
            sum(e.deliveries) over up_to as deliveries
        from (
            select
                d.source,
                d.company,
                d.order_line,
                d.day,
                d.counterparty_company,
                d.customer,
                d.transaction_currency,
                d.functional_currency,
                d.places,
                d.functional_places,
                coalesce(sum(d.amount) filter (where d.appears > 0), 0) as delivered,
                coalesce(sum(d.amount_functional) filter (where d.appears > 0), 0) as delivered_functional,
                coalesce(-sum(d.amount) filter (where d.appears < 0), 0) as reversed,
                coalesce(-sum(d.amount_functional) filter (where d.appears < 0), 0) as reversed_functional,
                coalesce(sum(d.appears * d.quantity), 0) as quantity,
                coalesce(sum(d.appears * d.quantity) filter (where d.goes_out), 0) as out_quantity,
                coalesce(sum(d.appears * d.amount) filter (where d.goes_out), 0) as out_amount,
                coalesce(sum(d.appears * d.amount_functional) filter (where d.goes_out), 0) as out_functional,
                coalesce(sum(d.open_quantity) filter (where d.goes_out), 0) as shipped,
                coalesce(sum(d.open_amount) filter (where d.goes_out), 0) as shipped_amount,
                coalesce(sum(d.open_functional) filter (where d.goes_out), 0) as shipped_functional,
                coalesce(sum(d.open_quantity) filter (where not d.goes_out), 0) as returned,
                coalesce(sum(d.open_amount) filter (where not d.goes_out), 0) as returned_amount,
                coalesce(sum(d.open_functional) filter (where not d.goes_out), 0) as returned_functional,
                coalesce(sum(d.billed), 0) as billed,
                count(d.quantity) as deliveries
            from (
                select
                    e.source,
                    e.company,
                    e.order_line,
                    e.day,
                    e.counterparty_company,
                    e.customer,
                    e.transaction_currency,
                    e.functional_currency,
                    e.places,
                    e.functional_places,
                    e.appears,
                    e.goes_out,
                    e.quantity,
                    e.amount,
                    e.amount_functional,
                    e.billed,
                    e.open_quantity,
                    e.open_amount,
                    e.open_functional
                from shared.delivery_event as e
                union all
                select
                    b.source,
                    b.company,
                    b.to_key,
                    b.day,
                    g.counterparty_company,
                    g.customer,
                    g.transaction_currency,
                    g.functional_currency,
                    g.places,
                    g.functional_places,
                    0,
                    null,
                    null,
                    null,
                    null,
                    coalesce(
                        b.quantity * g.factor
                        * case
                            when (b.unit <> g.unit) is not true then 1
                            else (
                                select r.ratio
                                from shared.unit_ratio as r
                                where
                                    r.source = b.source and r.material = g.material and r.from_unit = b.unit and r.to_unit = g.unit
                                order by r.preference
                                limit 1
                            )
                        end,
                        0
                    ),
                    null,
                    null,
                    null
                from shared.billing as b
                left join lateral (
                    select
                        h.counterparty_company,
                        h.customer,
                        h.transaction_currency,
                        h.functional_currency,
                        h.material,
                        h.unit,
                        coalesce((
                            select x.factor
                            from canon.material_unit as x
                            where x.source = h.source and x.material = h.material and x.unit = h.unit
                            limit 1
                        ), 1) as factor,
                        coalesce(tc.places, 2) as places,
                        coalesce(fc.places, 2) as functional_places
                    from canon.shipment_line as h
                    left join shared.currency_places as tc on tc.source = h.source and tc.currency = h.transaction_currency
                    left join shared.currency_places as fc on fc.source = h.source and fc.currency = h.functional_currency
                    where h.source = b.source and h.sales_order_line = b.to_key
                    order by h.recognized_date
                    limit 1
                ) as g on true
                where b.to_entity = 'sales_order_line'
            ) as d
            group by
                d.source, d.company, d.order_line, d.day, d.counterparty_company, d.customer, d.transaction_currency,
                d.functional_currency, d.places, d.functional_places
        ) as e
        window up_to as (partition by e.source, e.company, e.order_line order by e.day)
    ) as s
    cross join lateral (
        select
            least(greatest(s.quantity - s.billed, s.returned), s.out_quantity) - s.shipped - s.returned as more,
            least(greatest(s.quantity - s.billed, s.returned), s.out_quantity) = 0 as is_nothing
    ) as q
    cross join lateral (
        select
            case when q.more < 0 then (s.shipped + q.more) / s.shipped else 1 end as shipped,
            case when q.more > 0 and s.returned < 0 then least(s.returned + q.more, 0) / s.returned else 1 end as returned,
            case when q.more > -s.returned and s.out_quantity > 0 then (q.more + s.returned) / s.out_quantity else 0 end as reopened
    ) as r
    -- before it is rounded: where no quantity is left, what is less than the roundings of the deliveries is nothing
    cross join lateral (
        select
            s.shipped_amount * r.shipped + s.returned_amount * r.returned + s.out_amount * r.reopened as amount,
            s.shipped_functional * r.shipped + s.returned_functional * r.returned + s.out_functional * r.reopened as amount_functional
    ) as o
    cross join lateral (
        select
            case
                when q.more = 0 then s.shipped_amount + s.returned_amount
                when q.is_nothing and abs(o.amount) <= s.deliveries * 0.5 * 10.0 ^ (-s.places) then 0
                else round(o.amount, s.places)
            end as amount,
            case
                when q.more = 0 then s.shipped_functional + s.returned_functional
                when q.is_nothing and abs(o.amount_functional) <= s.deliveries * 0.5 * 10.0 ^ (-s.functional_places) then 0
                else round(o.amount_functional, s.functional_places)
            end as amount_functional
    ) as v
    where s.places is not null
    window in_line as (partition by s.source, s.company, s.order_line order by s.day)
) as m
cross join lateral (
    values
        ('delivered', m.delivered, m.delivered_functional),
        ('reversed', m.reversed, m.reversed_functional),
        ('billed', m.amount - m.delivered - m.reversed, m.amount_functional - m.delivered_functional - m.reversed_functional)
) as k (movement, amount, amount_functional)
where k.amount <> 0 or k.amount_functional <> 0
