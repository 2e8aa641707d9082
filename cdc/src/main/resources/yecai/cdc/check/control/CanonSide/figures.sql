-- what the canonical tables hold of one kind of control total, by company, period and currency
select coalesce(f.company, '') as company, coalesce(f.period, '') as period, coalesce(f.currency, '') as currency,
    count(*) filter (where f.mapping_status = 'mapped') as mapped_count,
    coalesce(sum(f.amount) filter (where f.mapping_status = 'mapped'), 0) as mapped_amount,
    count(*) filter (where f.mapping_status <> 'mapped') as unmapped_count,
    coalesce(sum(f.amount) filter (where f.mapping_status <> 'mapped'), 0) as unmapped_amount
from canon.control_figure as f
where f.source = :source and f.kind = :kind and f.entity_key <> all (:stale)
group by 1, 2, 3
