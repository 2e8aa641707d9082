select
    g.posting_date, g.document_no, g.line_no, g.document_type, g.description, g.customer, g.supplier, g.cost_center, g.debit,
    g.credit, g.functional_currency, g.status, g.origin_entity, g.source_tx, g.source_committed_at, g.entity_key, false as is_total
from finance.general_ledger as g
where g.company = :company and g.account = :account
    and (:period is null or coalesce(g.source_period, to_char(g.posting_date, 'YYYY-MM')) = :period)
    and (:source is null or g.source = :source)
union all
select
    null, null, null, null, null, null, null, null, sum(g.debit), sum(g.credit), g.functional_currency, null, null, null, null, null, true
from finance.general_ledger as g
where g.company = :company and g.account = :account
    and (:period is null or coalesce(g.source_period, to_char(g.posting_date, 'YYYY-MM')) = :period)
    and (:source is null or g.source = :source)
group by g.functional_currency
order by is_total, posting_date, document_no, line_no
