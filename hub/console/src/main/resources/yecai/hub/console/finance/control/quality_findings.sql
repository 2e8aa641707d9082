select q.severity, q.rule, q.company, q.entity, q.document_no, q.amount, q.currency, q.detail, q.source, q.entity_key
from finance.data_quality as q
where (:company is null or q.company = :company) and (:rule is null or q.rule = :rule)
order by q.severity, q.rule, abs(q.amount) desc nulls last, q.entity_key
