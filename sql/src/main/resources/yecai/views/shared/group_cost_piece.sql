-- The rows of finance.group_cost_part, which says what they are.
with entry as (
    select
        e.source,
        e.company,
        e.plant,
        o.material as product,
        coalesce(e.source_period, to_char(e.posting_date, 'YYYY-MM')) as period,
        e.posting_date,
        e.functional_currency,
        rc.currency as reporting_currency,
        d.places,
        e.amount_functional as amount,
        case
            when e.entry_kind <> 'reversal' then e.entry_kind
            else coalesce((
                -- ten links at most, so that entries that reverse each other come to an end
                with recursive link as (
                    select v.entry_kind, v.reverses, 1 as depth
                    from canon.cost_entry as v
                    where v.source = e.source and v.entity_key = e.reverses
                    union all
                    select v.entry_kind, v.reverses, l.depth + 1
                    from link as l
                    inner join canon.cost_entry as v on v.source = e.source and v.entity_key = l.reverses
                    where l.entry_kind = 'reversal' and l.depth < 10
                )
                select l.entry_kind from link as l where l.entry_kind <> 'reversal'
            ), e.entry_kind)
        end in ('issue', 'activity', 'absorption', 'revaluation') as is_cost
    from canon.cost_entry as e
    cross join (select r.currency from hub.reporting_currency as r limit 1) as rc
    cross join (
        select coalesce(min(y.decimals), 2) as places
        from canon.currency as y
        where y.currency = (select r.currency from hub.reporting_currency as r limit 1)
    ) as d
    left join lateral (
        select p.material
        from canon.production_order as p
        where p.source = e.source and p.entity_key = e.production_order
        limit 1
    ) as o on true
),
piece as materialized (
    select
        e.source,
        e.company,
        e.plant,
        e.product,
        e.period,
        e.functional_currency,
        e.reporting_currency,
        min(e.places) as places,
        coalesce(sum(e.amount) filter (where e.is_cost), 0) as cost,
        sum(e.amount) as held,
        coalesce(sum(round(e.amount * t.rate, e.places)) filter (where e.is_cost), 0) as cost_by_day,
        count(*) filter (where e.is_cost and e.amount <> 0 and t.rate is null) as without_rate
    from entry as e
    left join shared.group_rate_day as t
        on t.from_currency = e.functional_currency
        and t.to_currency = e.reporting_currency
        and t.rate_type = 'transaction'
        and t.day = e.posting_date
    where e.period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'
    group by e.source, e.company, e.plant, e.product, e.period, e.functional_currency, e.reporting_currency
),
-- every month from the first entry of a product on to the last one of its company, so that what is held is told in each
kept as (
    select
        k.source, k.company, k.plant, k.product, to_char(m.month, 'YYYY-MM') as period, k.functional_currency, k.reporting_currency, k.places
    from (
        select
            p.source, p.company, p.plant, p.product, p.functional_currency, p.reporting_currency,
            min(p.places) as places,
            min(p.period) as first_period
        from piece as p
        group by p.source, p.company, p.plant, p.product, p.functional_currency, p.reporting_currency
    ) as k
    inner join (
        select p.source, p.company, max(p.period) as last_period
        from piece as p
        group by p.source, p.company
    ) as l on l.source is not distinct from k.source and l.company is not distinct from k.company
    cross join lateral generate_series(
        to_date(k.first_period, 'YYYY-MM')::timestamp, to_date(l.last_period, 'YYYY-MM')::timestamp, interval '1 month') as m (month)
),
held as (
    select
        k.source, k.company, k.plant, k.product, k.period, k.functional_currency, k.reporting_currency, k.places,
        (to_date(k.period, 'YYYY-MM') + interval '1 month - 1 day')::date as month_end,
        coalesce(p.cost, 0) as cost,
        coalesce(p.cost_by_day, 0) as cost_by_day,
        coalesce(p.without_rate, 0) as without_rate,
        sum(coalesce(p.held, 0)) over (
            partition by k.source, k.company, k.plant, k.product, k.functional_currency order by k.period) as wip
    from kept as k
    left join piece as p
        on p.source = k.source
        and p.company is not distinct from k.company
        and p.plant is not distinct from k.plant
        and p.product is not distinct from k.product
        and p.period = k.period
        and p.functional_currency is not distinct from k.functional_currency
)
select
    h.source,
    h.company,
    h.plant,
    h.product,
    h.period,
    h.functional_currency,
    h.cost as cost_functional,
    h.wip as wip_functional,
    h.reporting_currency,
    case when f.is_same then 'same currency' else f.basis end as rate_type,
    case
        when f.is_same then h.cost
        when f.basis = 'transaction' then case when h.without_rate = 0 then h.cost_by_day end
        when h.cost = 0 then 0
        else round(h.cost * a.rate, h.places)
    end as cost,
    case when f.is_same then 'same currency' else 'closing' end as wip_rate_type,
    case when f.is_same then 1 else c.rate end as wip_rate,
    case when f.is_same then h.wip when h.wip = 0 then 0 else round(h.wip * c.rate, h.places) end as wip
from held as h
left join books.translation_basis as b on b.company = h.company and b.superseded_at = 'infinity'
cross join lateral (
    select coalesce(h.functional_currency = h.reporting_currency, false) as is_same, coalesce(b.basis, 'average') as basis
) as f
left join shared.group_rate_day as a
    on a.from_currency = h.functional_currency
    and a.to_currency = h.reporting_currency
    and a.rate_type = 'average'
    and a.day = h.month_end
left join shared.group_rate_day as c
    on c.from_currency = h.functional_currency
    and c.to_currency = h.reporting_currency
    and c.rate_type = 'closing'
    and c.day = h.month_end
where h.cost <> 0 or h.wip <> 0
