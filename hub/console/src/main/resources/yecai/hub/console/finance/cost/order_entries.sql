select
    e.posting_date, e.element, e.entry_kind, e.document_no, e.line_no, e.cost_center, e.material, e.quantity, e.unit, e.unit_cost,
    e.amount_functional, e.functional_currency, e.source_tx, e.source_committed_at, e.entity_key, false as is_total
from finance.cost_ledger as e
where e.source = :source and e.production_order_key = :entity_key
union all
select
    null, null, null, null, null, null, null, null, null, null, sum(e.amount_functional), e.functional_currency, null, null,
    null, true
from finance.cost_ledger as e
where e.source = :source and e.production_order_key = :entity_key
group by e.functional_currency
order by is_total, posting_date, document_no, line_no
