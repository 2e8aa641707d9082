-- finance.intercompany_pair at the end of the last month that has ended (UTC).
create or replace view finance.intercompany_month_end with (security_barrier = true) as
select
    d.as_of,
    p.company,
    p.counterparty_company,
    p.currency,
    p.claim,
    p.debt,
    p.difference,
    p.eliminated,
    p.reporting_currency,
    p.rate,
    p.eliminated_reporting,
    p.unmatched_documents,
    p.unmatched,
    p.claim_sources,
    p.debt_sources,
    p.whole_group
from (select (date_trunc('month', statement_timestamp() at time zone 'UTC') - interval '1 day')::date as as_of) as d
cross join lateral finance.intercompany_pair(d.as_of) as p;
