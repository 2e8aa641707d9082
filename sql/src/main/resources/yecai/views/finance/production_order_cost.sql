-- What each production order has cost so far. Debits by element; outputs, by-products and abnormal scrap are credits.
-- A reversal counts as the kind of the entry that it reverses. total_cost = the debits; work in progress = the sum of
-- all entries; unit cost = (debits - by-products - abnormal scrap) / good output, null until there is output.
select
    o.source,
    o.company,
    o.plant,
    o.document_no as production_order,
    o.status,
    o.material,
    mn.name as material_name,
    o.unit,
    o.planned_quantity,
    o.completed_quantity,
    o.scrapped_quantity,
    o.planned_start,
    o.planned_end,
    o.actual_start,
    o.actual_end,
    o.functional_currency,
    c.material_cost,
    c.labor_cost,
    c.machine_cost,
    c.overhead_cost,
    c.subcontract_cost,
    c.by_product,
    c.abnormal_scrap,
    c.total_cost,
    case when o.completed_quantity <> 0 then c.net_cost / o.completed_quantity end as unit_cost,
    c.wip,
    o.planned_cost,
    o.standard_cost,
    o.stored_cost,
    case when o.status in ('completed', 'closed') then c.net_cost - o.standard_cost end as variance,
    o.status not in ('completed', 'closed') as is_estimate,
    rc.currency as reporting_currency,
    c.total_cost * fx.rate as total_cost_reporting,
    c.wip * fx.rate as wip_reporting,
    case when o.completed_quantity <> 0 then c.net_cost * fx.rate / o.completed_quantity end as unit_cost_reporting,
    fx.rate,
    fx.rate_date,
    fx.rate_type,
    fx.rate is null as unconverted,
    o.entity_key,
    o.mapping_status,
    o.source_tx,
    o.source_committed_at,
    o.applied_at
from canon.production_order as o
cross join (select r.currency from hub.reporting_currency as r limit 1) as rc
cross join lateral (
    select
        coalesce(sum(k.amount) filter (where k.is_debit and k.element = 'material'), 0) as material_cost,
        coalesce(sum(k.amount) filter (where k.is_debit and k.element = 'labor'), 0) as labor_cost,
        coalesce(sum(k.amount) filter (where k.is_debit and k.element = 'machine'), 0) as machine_cost,
        coalesce(sum(k.amount) filter (where k.is_debit and k.element = 'overhead'), 0) as overhead_cost,
        coalesce(sum(k.amount) filter (where k.is_debit and k.element = 'subcontract'), 0) as subcontract_cost,
        coalesce(-sum(k.amount) filter (where k.entry_kind = 'by_product'), 0) as by_product,
        coalesce(-sum(k.amount) filter (where k.entry_kind = 'abnormal_scrap'), 0) as abnormal_scrap,
        coalesce(sum(k.amount) filter (where k.is_debit), 0) as total_cost,
        coalesce(
            sum(k.amount) filter (where k.is_debit or k.entry_kind in ('by_product', 'abnormal_scrap')), 0
        ) as net_cost,
        coalesce(sum(k.amount), 0) as wip,
        max(k.posting_date) as last_posting_date
    from (
        select
            r.element,
            r.amount_functional as amount,
            r.posting_date,
            r.effective_kind as entry_kind,
            r.effective_kind in ('issue', 'activity', 'absorption', 'revaluation', 'reversal') as is_debit
        from (
            select
                e.element,
                e.amount_functional,
                e.posting_date,
                case
                    when e.entry_kind <> 'reversal' then e.entry_kind
                    else coalesce((
                        select v.entry_kind
                        from canon.cost_entry as v
                        where v.source = e.source and v.entity_key = e.reverses
                    ), e.entry_kind)
                end as effective_kind
            from canon.cost_entry as e
            where e.source = o.source and e.production_order = o.entity_key
        ) as r
    ) as k
) as c
left join lateral (
    select x.rate, x.valid_from, x.rate_type
    from canon.exchange_rate as x
    where x.source = o.source
        and x.from_currency = o.functional_currency
        and x.to_currency = rc.currency
        and x.rate_type = 'transaction'
        and x.valid_from <= coalesce(c.last_posting_date, o.document_date, o.planned_start)
    order by x.valid_from desc
    limit 1
) as x on true
cross join lateral (
    select
        case when o.functional_currency = rc.currency then 1 else x.rate end as rate,
        case when o.functional_currency = rc.currency then c.last_posting_date else x.valid_from end as rate_date,
        case when o.functional_currency = rc.currency then 'same currency' else x.rate_type end as rate_type
) as fx
left join lateral (
    select m.name
    from canon.material as m
    where m.source = o.source and m.material = o.material
    limit 1
) as mn on true
