-- What moved the unbilled deliveries, by order line and day: unbilled at the end of a day is the sum of what is effective up to
-- it. movement: 'delivered' when deliveries are recognized (returns are negative), 'reversed' when a reversal of one is posted,
-- 'billed' for what invoices and credit notes of the day bill, or open again, of the deliveries: at the delivery's price and
-- rate, whatever the invoice says.
-- Per delivery, what the billings that name it leave (not below 0; of a return not above it) is valued in proportion to its
-- quantity. Per order line, what is delivered less billed counts, but neither below the returns (more was billed than
-- delivered) nor above what went out: what other billings of the order line took off, the deliveries take in proportion; what
-- other credits add first makes up for the returns, then opens deliveries again. Quantities are compared in the material's base unit, amounts
-- rounded to the currency's decimals. What is billed is what canon.document_link says; of a source without links, what
-- invoice lines name; a credit does not
-- count before what it credits was posted, nor before the return that it credits. Every movement of a day is the difference of such states, so no residue can stay.
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
            sum(e.billed) over up_to as billed
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
                coalesce(sum(d.billed), 0) as billed
            from (
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
                            coalesce(tc.decimals, 2) as places,
                            coalesce(fc.decimals, 2) as functional_places,
                            a.day,
                            a.appears,
                            a.billed,
                            h.quantity > 0 as goes_out,
                            h.quantity * coalesce(u.factor, 1) as quantity,
                            round(h.net, coalesce(tc.decimals, 2)) + round(h.tax, coalesce(tc.decimals, 2)) as amount,
                            round(f.net, coalesce(fc.decimals, 2)) + round(f.tax, coalesce(fc.decimals, 2)) as amount_functional,
                            h.net,
                            h.tax,
                            f.net as net_functional,
                            f.tax as tax_functional
                        from canon.shipment_line as h
                        left join (
                            select c.source, c.currency, min(c.decimals) as decimals
                            from canon.currency as c
                            group by c.source, c.currency
                        ) as tc on tc.source = h.source and tc.currency = h.transaction_currency
                        left join (
                            select c.source, c.currency, min(c.decimals) as decimals
                            from canon.currency as c
                            group by c.source, c.currency
                        ) as fc on fc.source = h.source and fc.currency = h.functional_currency
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
                            select
                                greatest(h.recognized_date, (
                                    select v.posting_date
                                    from canon.shipment_line as v
                                    where v.source = h.source and v.entity_key = h.reversed_by
                                )),
                                -1,
                                0
                            where h.recognized_date is not null and h.reversed_by is not null
                            union all
                            select
                                case
                                    when l.quantity >= 0 then l.posting_date
                                    else greatest(l.posting_date, case when h.quantity < 0 then h.recognized_date end, (
                                        select o.posting_date
                                        from canon.customer_invoice_line as o
                                        inner join canon.customer_invoice_line as f on f.source = o.source and f.credits_line = o.entity_key
                                        where f.source = l.source and f.entity_key = l.from_key
                                    ))
                                end,
                                0,
                                l.quantity * coalesce(y.factor, 1)
                            from canon.document_link as l
                            left join lateral (
                                select x.factor
                                from canon.material_unit as x
                                where x.source = h.source and x.material = h.material and x.unit = l.unit
                                limit 1
                            ) as y on true
                            where
                                l.source = h.source
                                and l.to_key = h.entity_key
                                and l.to_entity = 'shipment_line'
                                and l.link_kind = 'bills'
                                and l.posting_date is not null
                            union all
                            select
                                case
                                    when i.quantity >= 0 then i.posting_date
                                    else greatest(i.posting_date, (
                                        select o.posting_date
                                        from canon.customer_invoice_line as o
                                        where o.source = i.source and o.entity_key = i.credits_line
                                    ))
                                end,
                                0,
                                i.quantity * coalesce(y.factor, 1)
                            from canon.customer_invoice_line as i
                            left join lateral (
                                select x.factor
                                from canon.material_unit as x
                                where x.source = h.source and x.material = h.material and x.unit = i.unit
                                limit 1
                            ) as y on true
                            where
                                i.source = h.source
                                and i.shipment_line = h.entity_key
                                and i.quantity <> 0
                                and i.reason is distinct from 'price'
                                and i.posting_date is not null
                                and h.source = any(array(
                                    select c.source
                                    from canon.company as c
                                    where (select true from canon.document_link as k where k.source = c.source limit 1) is null
                                ))
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
                union all
                select
                    b.source,
                    b.company,
                    b.to_key as order_line,
                    case
                        when b.quantity >= 0 then b.posting_date
                        else greatest(b.posting_date, (
                            select o.posting_date
                            from canon.customer_invoice_line as o
                            inner join canon.customer_invoice_line as f on f.source = o.source and f.credits_line = o.entity_key
                            where f.source = b.source and f.entity_key = b.from_key
                        ))
                    end as day,
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
                    b.quantity * coalesce(z.factor, 1) as billed,
                    null,
                    null,
                    null
                from canon.document_link as b
                left join canon.sales_order_line as n on n.source = b.source and n.entity_key = b.to_key
                left join lateral (
                    select x.factor
                    from canon.material_unit as x
                    where x.source = n.source and x.material = n.material and x.unit = b.unit
                    limit 1
                ) as z on true
                left join lateral (
                    select
                        h.counterparty_company,
                        h.customer,
                        h.transaction_currency,
                        h.functional_currency,
                        coalesce(tc.decimals, 2) as places,
                        coalesce(fc.decimals, 2) as functional_places
                    from canon.shipment_line as h
                    left join canon.currency as tc on tc.source = h.source and tc.currency = h.transaction_currency
                    left join canon.currency as fc on fc.source = h.source and fc.currency = h.functional_currency
                    where h.source = b.source and h.sales_order_line = b.to_key
                    order by h.recognized_date
                    limit 1
                ) as g on true
                where b.to_entity = 'sales_order_line' and b.link_kind = 'bills' and b.posting_date is not null
                union all
                select
                    b.source,
                    b.company,
                    b.sales_order_line as order_line,
                    case
                        when b.quantity >= 0 then b.posting_date
                        else greatest(b.posting_date, (
                            select o.posting_date
                            from canon.customer_invoice_line as o
                            where o.source = b.source and o.entity_key = b.credits_line
                        ))
                    end as day,
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
                    b.quantity * coalesce(z.factor, 1) as billed,
                    null,
                    null,
                    null
                from canon.customer_invoice_line as b
                left join lateral (
                    select x.factor
                    from canon.material_unit as x
                    where x.source = b.source and x.material = b.material and x.unit = b.unit
                    limit 1
                ) as z on true
                left join lateral (
                    select
                        h.counterparty_company,
                        h.customer,
                        h.transaction_currency,
                        h.functional_currency,
                        coalesce(tc.decimals, 2) as places,
                        coalesce(fc.decimals, 2) as functional_places
                    from canon.shipment_line as h
                    left join canon.currency as tc on tc.source = h.source and tc.currency = h.transaction_currency
                    left join canon.currency as fc on fc.source = h.source and fc.currency = h.functional_currency
                    where h.source = b.source and h.sales_order_line = b.sales_order_line
                    order by h.recognized_date
                    limit 1
                ) as g on true
                where
                    b.shipment_line is null
                    and b.sales_order_line is not null
                    and b.quantity <> 0
                    and b.reason is distinct from 'price'
                    and b.posting_date is not null
                    and b.source = any(array(
                        select c.source
                        from canon.company as c
                        where (select true from canon.document_link as k where k.source = c.source limit 1) is null
                    ))
            ) as d
            group by
                d.source, d.company, d.order_line, d.day, d.counterparty_company, d.customer, d.transaction_currency,
                d.functional_currency, d.places, d.functional_places
        ) as e
        window up_to as (partition by e.source, e.company, e.order_line order by e.day)
    ) as s
    cross join lateral (
        select
            least(greatest(s.quantity - s.billed, s.returned), s.out_quantity) - s.shipped - s.returned as more
    ) as q
    cross join lateral (
        select
            case when q.more < 0 then (s.shipped + q.more) / s.shipped else 1 end as shipped,
            case when q.more > 0 and s.returned < 0 then least(s.returned + q.more, 0) / s.returned else 1 end as returned,
            case when q.more > -s.returned and s.out_quantity > 0 then (q.more + s.returned) / s.out_quantity else 0 end as reopened
    ) as r
    cross join lateral (
        select
            case
                when q.more = 0 then s.shipped_amount + s.returned_amount
                else
                    round(s.shipped_amount * r.shipped + s.returned_amount * r.returned + s.out_amount * r.reopened, s.places)
            end as amount,
            case
                when q.more = 0 then s.shipped_functional + s.returned_functional
                else
                    round(
                        s.shipped_functional * r.shipped + s.returned_functional * r.returned + s.out_functional * r.reopened,
                        s.functional_places
                    )
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
