-- The rows of finance.cost_variance, which says what they are: what is kept of an order (canon.order_costed), or else worked out. A condition
-- on orders (a company and a month) leaves out the others before anything is read of them.
select
    o.source,
    o.company,
    o.plant,
    o.entity_key as production_order_key,
    o.document_no as production_order,
    o.document_type as order_type,
    o.material,
    o.status,
    o.release_date,
    o.actual_end as completed_on,
    coalesce(o.completed_quantity, 0) as completed_quantity,
    o.functional_currency,
    r.component_no,
    r.component_kind,
    r.component,
    r.cost_center,
    r.unit,
    r.standard_quantity,
    r.standard_price,
    r.standard_amount,
    r.actual_quantity,
    r.actual_price,
    r.actual_amount,
    r.usage_variance,
    r.price_variance,
    r.efficiency_variance,
    r.rate_variance,
    r.other_variance,
    r.total,
    r.is_substitute,
    not o.status in ('completed', 'closed') as is_estimate,
    r.standard_version,
    r.standard_basis,
    o.source_tx,
    o.source_committed_at,
    o.applied_at
from canon.production_order as o
left join lateral (
    select c.variances
    from canon.order_costed as c
    where c.source = o.source and c.production_order = o.entity_key
    -- looked up order by order, whatever the planner thinks of it
    limit 1
) as k on true
cross join lateral (
    select
        u.component_no, u.component_kind, u.component, u.cost_center, u.unit, u.standard_quantity, u.standard_price, u.standard_amount,
        u.actual_quantity, u.actual_price, u.actual_amount, u.usage_variance, u.price_variance, u.efficiency_variance, u.rate_variance,
        u.other_variance, u.total, u.is_substitute, u.standard_version, u.standard_basis
    from unnest(k.variances) as u
    union all
    select
        v.component_no, v.component_kind, v.component, v.cost_center, v.unit, v.standard_quantity, v.standard_price, v.standard_amount,
        v.actual_quantity, v.actual_price, v.actual_amount, v.usage_variance, v.price_variance, v.efficiency_variance, v.rate_variance,
        v.other_variance, v.total, v.is_substitute, v.standard_version, v.standard_basis
    from shared.variance_line as v
    where k.variances is null and v.source = o.source and v.production_order = o.entity_key
) as r
where o.status is distinct from 'cancelled'
