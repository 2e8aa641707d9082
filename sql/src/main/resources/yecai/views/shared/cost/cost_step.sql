-- Every cost entry with what it is: its kind, and of a reversal the kind at the root of its chain, ten links away at most. A reversal of
-- nothing that is known stays a reversal and is no cost.
select
    e.source,
    e.entity_key,
    e.company,
    e.plant,
    e.production_order,
    e.posting_date,
    coalesce(e.source_period, to_char(e.posting_date, 'YYYY-MM')) as period,
    e.element,
    e.entry_kind,
    e.cost_center,
    e.material,
    e.quantity,
    e.unit,
    e.functional_currency,
    e.amount_functional as amount,
    k.kind,
    k.kind in ('issue', 'activity', 'absorption', 'revaluation') as is_debit
from canon.cost_entry as e
cross join lateral (
    select case
        when e.entry_kind <> 'reversal' then e.entry_kind
        else coalesce((
            -- most name what is no reversal itself
            select case
                when f.entry_kind <> 'reversal' then f.entry_kind
                else (
                    with recursive link as (
                        select v.entry_kind, v.reverses, 2 as depth
                        from canon.cost_entry as v
                        where v.source = f.source and v.entity_key = f.reverses
                        union all
                        select v.entry_kind, v.reverses, l.depth + 1
                        from link as l
                        inner join canon.cost_entry as v on v.source = f.source and v.entity_key = l.reverses
                        where l.entry_kind = 'reversal' and l.depth < 10
                    )
                    select l.entry_kind from link as l where l.entry_kind <> 'reversal'
                )
            end
            from canon.cost_entry as f
            where f.source = e.source and f.entity_key = e.reverses
        ), e.entry_kind)
    end as kind
    -- asked once for each entry, not for each time that it is named
    offset 0
) as k
