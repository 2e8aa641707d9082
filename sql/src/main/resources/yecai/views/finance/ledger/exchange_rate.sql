-- Rates as the ERPs keep them: units of to_currency per 1 from_currency. One with a company is that company's own, one without is all
-- companies' of the source.
select
    e.source,
    e.entity_key,
    e.from_currency,
    e.to_currency,
    e.rate_type,
    e.valid_from,
    e.rate,
    e.mapping_status,
    e.mapping_detail,
    e.source_tx,
    e.source_committed_at,
    e.applied_at,
    e.company
from canon.exchange_rate as e
