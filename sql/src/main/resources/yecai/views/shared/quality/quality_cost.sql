-- Findings of finance.data_quality. Of production: reversals of nothing that is known, and orders without a standard.
select
    'unlinked_reversal' as rule,
    'error' as severity,
    e.source,
    e.company,
    'cost_entry' as entity,
    e.entity_key,
    e.document_no,
    e.functional_currency as currency,
    e.amount_functional as amount,
    'reverses ' || coalesce(e.reverses || ', which is not there', 'an entry that it does not name') as detail
from canon.cost_entry as e
where
    e.entry_kind = 'reversal'
    and not exists (select from canon.cost_entry as v where v.source = e.source and v.entity_key = e.reverses)
union all
-- of sources that keep standards: without one, nothing tells why the order costs what it does
select
    'order_without_standard',
    'warning',
    o.source,
    o.company,
    'production_order',
    o.entity_key,
    o.document_no,
    o.functional_currency,
    o.stored_cost,
    'completed, and no standard of material ' || coalesce(o.material, '') || ' held on ' || coalesce(o.release_date::text, 'an unknown day')
from canon.production_order as o
where
    o.status in ('completed', 'closed')
    and o.document_type is distinct from 'rework'
    and exists (select from canon.standard_cost as n where n.source = o.source)
    and not exists (
        select from shared.order_standard as s where s.source = o.source and s.production_order = o.entity_key
    )
