-- finance.fx_revaluation at the end of the last month that has ended (UTC), without the names of customers and suppliers.
create or replace view finance.fx_month_end with (security_barrier = true) as
select
    d.as_of,
    f.source,
    f.company,
    f.counterparty_company,
    f.item_kind,
    f.kind,
    f.account,
    f.document_no,
    f.transaction_currency,
    f.open,
    f.functional_currency,
    f.booked,
    f.closing_rate,
    f.rate_date,
    f.revalued,
    f.unrealised,
    f.realised,
    f.unconverted,
    f.entity_key
from (select (date_trunc('month', statement_timestamp() at time zone 'UTC') - interval '1 day')::date as as_of) as d
cross join lateral finance.fx_revaluation(d.as_of) as f;
