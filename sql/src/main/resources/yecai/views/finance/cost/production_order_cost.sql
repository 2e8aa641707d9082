-- What each production order has cost so far. Debits by element; outputs, by-products and abnormal scrap are credits.
-- A reversal counts as the kind of the entry at the root of its chain: a reversal of a reversal as what was reversed first. One
-- that names no entry, or none that is there, counts as nothing but work in progress: unmapped_cost holds it and the order is
-- unmapped, since its kind would be a guess. abandoned_wip is what a cancelled order still holds. total_cost = the debits; work in
-- progress = the sum of all entries; unit cost = (debits - by-products - abnormal scrap) / good output, null until there is output.
-- In reporting currency, cost is what finance.cost_ledger shows, each entry at the rate of its day (rate is their mean, weighted by
-- cost). Work in progress is a balance: it has the latest rate of today, a closing rate before a transaction rate of the same day.
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
    case when o.completed_quantity <> 0 then round(c.net_cost / o.completed_quantity, 6) end as unit_cost,
    c.wip,
    c.unmapped_cost,
    case when o.status = 'cancelled' then c.wip else 0 end as abandoned_wip,
    o.planned_cost,
    o.standard_cost,
    o.stored_cost,
    case when o.status in ('completed', 'closed') then c.net_cost - o.standard_cost end as variance,
    o.status not in ('completed', 'closed', 'cancelled') as is_estimate,
    rc.currency as reporting_currency,
    case when c.unconverted = 0 then c.total_cost_reporting end as total_cost_reporting,
    round(c.wip * fx.rate, d.places) as wip_reporting,
    case
        when c.unconverted = 0 and o.completed_quantity <> 0 then round(c.net_cost_reporting / o.completed_quantity, 6)
    end as unit_cost_reporting,
    case when c.unconverted = 0 then round(c.total_cost_reporting / nullif(c.total_cost, 0), 6) end as rate,
    case when fx.rate_type = 'same currency' then fx.rate_type when c.unconverted = 0 then 'transaction' end as rate_type,
    fx.rate as wip_rate,
    fx.rate_date as wip_rate_date,
    fx.rate_type as wip_rate_type,
    fx.rate is null or c.unconverted > 0 as unconverted,
    o.entity_key,
    case when c.unlinked > 0 then 'unmapped' else o.mapping_status end as mapping_status,
    o.source_tx,
    o.source_committed_at,
    o.applied_at
from canon.production_order as o
cross join (select r.currency from hub.reporting_currency as r limit 1) as rc
cross join lateral (
    select coalesce(min(y.decimals), 2) as places
    from canon.currency as y
    where y.source = o.source and y.currency = rc.currency
) as d
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
        coalesce(sum(k.amount) filter (where k.entry_kind = 'reversal'), 0) as unmapped_cost,
        count(*) filter (where k.entry_kind = 'reversal') as unlinked,
        coalesce(sum(k.amount_reporting) filter (where k.is_debit), 0) as total_cost_reporting,
        coalesce(
            sum(k.amount_reporting) filter (where k.is_debit or k.entry_kind in ('by_product', 'abnormal_scrap')), 0
        ) as net_cost_reporting,
        count(*) filter (where k.amount <> 0 and k.amount_reporting is null) as unconverted
    from (
        select
            r.element,
            r.amount_functional as amount,
            round(r.amount_functional * r.rate, d.places) as amount_reporting,
            r.effective_kind as entry_kind,
            r.effective_kind in ('issue', 'activity', 'absorption', 'revaluation') as is_debit
        from (
            select
                e.element,
                e.amount_functional,
                case
                    when e.functional_currency = rc.currency then 1
                    else (
                        select x.rate
                        from canon.exchange_rate as x
                        where
                            x.source = e.source
                            and coalesce(x.company, o.company) is not distinct from o.company
                            and x.from_currency = e.functional_currency
                            and x.to_currency = rc.currency
                            and x.rate_type = 'transaction'
                            and x.valid_from <= e.posting_date
                        order by x.valid_from desc, x.company
                        limit 1
                    )
                end as rate,
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
                end as effective_kind
            from canon.cost_entry as e
            where e.source = o.source and e.production_order = o.entity_key
        ) as r
    ) as k
) as c
left join lateral (
    select (statement_timestamp() at time zone coalesce(min(p.time_zone), 'UTC'))::date as today
    from canon.company as p
    where p.source = o.source and p.company = o.company
) as co on true
left join lateral (
    select x.rate, x.valid_from, x.rate_type
    from canon.exchange_rate as x
    where x.source = o.source
        and coalesce(x.company, o.company) is not distinct from o.company
        and x.from_currency = o.functional_currency
        and x.to_currency = rc.currency
        and x.rate_type in ('closing', 'transaction')
        and x.valid_from <= co.today
    order by x.valid_from desc, x.rate_type, x.company
    limit 1
) as x on true
cross join lateral (
    select
        case when o.functional_currency = rc.currency then 1 else x.rate end as rate,
        case when o.functional_currency = rc.currency then co.today else x.valid_from end as rate_date,
        case when o.functional_currency = rc.currency then 'same currency' else x.rate_type end as rate_type
) as fx
left join lateral (
    select m.name
    from canon.material as m
    where m.source = o.source and m.material = o.material
    limit 1
) as mn on true
