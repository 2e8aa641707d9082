-- What is wrong or missing in what the ERPs hold, one row for each finding: a figure that rests on it is to be doubted, and where
-- it is unknown it is null elsewhere. amount is in the document's currency, of costs and ledger lines in the company's.
select
    q.rule,
    q.severity,
    q.source,
    q.company,
    q.entity,
    q.entity_key,
    q.document_no,
    q.currency,
    q.amount,
    q.detail
from (
    select p.rule, p.severity, p.source, p.company, p.entity, p.entity_key, p.document_no, p.currency, p.amount, p.detail
    from shared.quality_receivable as p
    union all
    select p.rule, p.severity, p.source, p.company, p.entity, p.entity_key, p.document_no, p.currency, p.amount, p.detail
    from shared.quality_rate as p
    union all
    select p.rule, p.severity, p.source, p.company, p.entity, p.entity_key, p.document_no, p.currency, p.amount, p.detail
    from shared.quality_ledger as p
    union all
    select p.rule, p.severity, p.source, p.company, p.entity, p.entity_key, p.document_no, p.currency, p.amount, p.detail
    from shared.quality_delivery as p
    union all
    select p.rule, p.severity, p.source, p.company, p.entity, p.entity_key, p.document_no, p.currency, p.amount, p.detail
    from shared.quality_cost as p
    union all
    select p.rule, p.severity, p.source, p.company, p.entity, p.entity_key, p.document_no, p.currency, p.amount, p.detail
    from shared.quality_supplier as p
    union all
    select p.rule, p.severity, p.source, p.company, p.entity, p.entity_key, p.document_no, p.currency, p.amount, p.detail
    from shared.quality_purchase as p
) as q
