select
    c.kind, c.source, c.company, c.source_code, c.code, c.name, c.state, c.duplicate_of, c.duplicate_by, c.parked_documents, c.uses,
    c.amount, c.reporting_currency, c.proposal
from finance.code_conformance as c
where (:kind = 'every' or c.kind = :kind)
    and (:shown = 'all' or c.state in ('missing', 'parked') or c.duplicate_of is not null)
order by c.parked_documents desc nulls last, c.uses desc nulls last, c.kind, c.code
