-- Cost of production of the group by month: one row per unified product, whatever source, company and plant makes it, in the group's currency,
-- with the work in progress at the month's end. Every amount is the sum of finance.group_cost_part, where they are by source. cost is at
-- rates of the profit and loss (rate_types: average, or transaction), wip at closing rates (wip_rate_types). As soon as one part has no
-- rate the amount is null, and unconverted counts such parts. whole_group is false for readers of some companies: they see these
-- companies only.
select
    p.product,
    min(m.name) as product_name,
    p.period,
    p.reporting_currency,
    array_agg(distinct p.rate_type order by p.rate_type) as rate_types,
    case when count(p.cost) = count(*) then sum(p.cost) end as cost,
    array_agg(distinct p.wip_rate_type order by p.wip_rate_type) as wip_rate_types,
    case when count(p.wip) = count(*) then sum(p.wip) end as wip,
    count(*) as parts,
    count(*) filter (where p.cost is null or p.wip is null) as unconverted,
    array_agg(distinct p.source order by p.source) as sources,
    array_agg(distinct p.company order by p.company) as companies,
    coalesce((select h.all_companies from hub.reader_rights as h), false) as whole_group
from shared.group_cost_piece as p
left join lateral (
    select k.name
    from canon.material as k
    where k.source = p.source and k.material = p.product
    limit 1
) as m on true
group by p.product, p.period, p.reporting_currency
