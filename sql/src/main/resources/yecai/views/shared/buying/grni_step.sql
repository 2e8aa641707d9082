-- What moved goods received and not invoiced, and goods billed and not received: see finance.grni_movement. An order line's events are
-- read once, as lists; where invoices name no receipt of theirs, these are shared out day by day, the oldest receipt first.
select
    l.source,
    s.entity_key,
    l.company,
    l.counterparty_company,
    l.supplier,
    s.kind,
    s.movement,
    l.purchase_order_line,
    s.goods_receipt_line,
    s.day as effective_date,
    s.quantity,
    l.transaction_currency,
    s.amount,
    l.functional_currency,
    s.amount_functional
from (
    select
        e.source,
        e.company,
        e.counterparty_company,
        e.supplier,
        e.purchase_order_line,
        e.transaction_currency,
        e.functional_currency,
        min(e.places) as places,
        min(e.functional_places) as functional_places,
        bool_or(e.ahead <> 0) as has_ahead,
        array_agg(e.day order by e.day, e.document) as days,
        array_agg(e.movement order by e.day, e.document) as movements,
        array_agg(e.document order by e.day, e.document) as documents,
        array_agg(e.goods_receipt_line order by e.day, e.document) as receipts,
        array_agg(e.quantity order by e.day, e.document) as quantities,
        array_agg(e.amount order by e.day, e.document) as amounts,
        array_agg(e.amount_functional order by e.day, e.document) as functionals,
        array_agg(e.ahead order by e.day, e.document) as aheads,
        array_agg(e.ahead_amount order by e.day, e.document) as ahead_amounts,
        array_agg(e.ahead_functional order by e.day, e.document) as ahead_functionals
    from shared.grni_event as e
    group by
        e.source, e.company, e.counterparty_company, e.supplier, e.purchase_order_line, e.transaction_currency, e.functional_currency
) as l
cross join lateral (
    select
        (v.movement || ' ' || v.document || ' ' || v.goods_receipt_line) collate "C" as entity_key,
        'received' as kind,
        v.movement,
        v.goods_receipt_line,
        v.day,
        v.quantity,
        v.amount,
        v.amount_functional
    from unnest(l.movements, l.documents, l.receipts, l.days, l.quantities, l.amounts, l.functionals)
        as v (movement, document, goods_receipt_line, day, quantity, amount, amount_functional)
    where v.goods_receipt_line is not null and (v.quantity <> 0 or v.amount <> 0 or v.amount_functional <> 0)
    union all
    select
        (x.movement || ' ' || x.day::text || ' ' || coalesce(x.goods_receipt_line, l.purchase_order_line)) collate "C",
        case when x.movement = 'covered' then 'received' else 'billed_not_received' end,
        x.movement,
        x.goods_receipt_line,
        x.day,
        x.quantity - coalesce(lag(x.quantity) over in_turn, 0),
        x.amount - coalesce(lag(x.amount) over in_turn, 0),
        x.amount_functional - coalesce(lag(x.amount_functional) over in_turn, 0)
    from (
        -- how much of each receipt they cover at the end of each day
        select
            'covered' as movement,
            c.goods_receipt_line,
            c.day,
            -c.covered as quantity,
            -coalesce(round(c.amount * c.covered / nullif(c.open, 0), l.places), 0) as amount,
            -coalesce(round(c.amount_functional * c.covered / nullif(c.open, 0), l.functional_places), 0) as amount_functional
        from (
            select
                h.goods_receipt_line,
                h.day,
                h.open,
                h.amount,
                h.amount_functional,
                case
                    when h.open > 0 then greatest(0, least(h.open, h.pool - (sum(greatest(h.open, 0)) over oldest - h.open)))
                    when h.open < 0 then -greatest(0, least(-h.open, -h.pool - (sum(greatest(-h.open, 0)) over oldest + h.open)))
                    else 0
                end as covered
            from (
                select
                    d.day,
                    r.goods_receipt_line,
                    r.first_day,
                    coalesce(sum(v.quantity) filter (where v.goods_receipt_line = r.goods_receipt_line), 0) as open,
                    coalesce(sum(v.amount) filter (where v.goods_receipt_line = r.goods_receipt_line), 0) as amount,
                    coalesce(sum(v.amount_functional) filter (where v.goods_receipt_line = r.goods_receipt_line), 0)
                        as amount_functional,
                    sum(v.ahead) as pool
                from (select distinct n.day from unnest(l.days) as n (day)) as d
                cross join (
                    select n.goods_receipt_line, min(n.day) as first_day
                    from unnest(l.receipts, l.days) as n (goods_receipt_line, day)
                    where n.goods_receipt_line is not null
                    group by n.goods_receipt_line
                ) as r
                inner join unnest(l.receipts, l.days, l.quantities, l.amounts, l.functionals, l.aheads)
                    as v (goods_receipt_line, day, quantity, amount, amount_functional, ahead)
                    on v.day <= d.day
                group by d.day, r.goods_receipt_line, r.first_day
            ) as h
            window oldest as (partition by h.day order by h.first_day, h.goods_receipt_line)
        ) as c
        union all
        -- how much of what they bill is received of no receipt: what is open, of either sign, takes what it can
        select
            'ahead',
            null,
            p.day,
            p.rest,
            coalesce(round(p.pool_amount * p.rest / nullif(p.pool, 0), l.places), 0),
            coalesce(round(p.pool_functional * p.rest / nullif(p.pool, 0), l.functional_places), 0)
        from (
            select
                h.day,
                h.pool,
                h.pool_amount,
                h.pool_functional,
                case
                    when h.pool > 0 then greatest(0, h.pool - h.received)
                    else least(0, h.pool - h.returned)
                end as rest
            from (
                select
                    o.day,
                    min(o.pool) as pool,
                    min(o.pool_amount) as pool_amount,
                    min(o.pool_functional) as pool_functional,
                    coalesce(sum(o.open) filter (where o.open > 0), 0) as received,
                    coalesce(sum(o.open) filter (where o.open < 0), 0) as returned
                from (
                    select
                        d.day,
                        v.goods_receipt_line,
                        case when v.goods_receipt_line is not null then sum(v.quantity) end as open,
                        sum(sum(v.ahead)) over (partition by d.day) as pool,
                        sum(sum(v.ahead_amount)) over (partition by d.day) as pool_amount,
                        sum(sum(v.ahead_functional)) over (partition by d.day) as pool_functional
                    from (select distinct n.day from unnest(l.days) as n (day)) as d
                    inner join unnest(l.receipts, l.days, l.quantities, l.aheads, l.ahead_amounts, l.ahead_functionals)
                        as v (goods_receipt_line, day, quantity, ahead, ahead_amount, ahead_functional)
                        on v.day <= d.day
                    group by d.day, v.goods_receipt_line
                ) as o
                group by o.day
            ) as h
        ) as p
    ) as x
    where l.has_ahead
    window in_turn as (partition by x.movement, x.goods_receipt_line order by x.day)
) as s
where s.quantity <> 0 or s.amount <> 0 or s.amount_functional <> 0
