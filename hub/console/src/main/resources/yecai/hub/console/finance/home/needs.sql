select 'overdue' as need, count(*) filter (where a.overdue <> 0) as findings, sum(a.overdue_reporting) as amount, a.reporting_currency as currency
from finance.receivable_aging as a
group by a.reporting_currency
union all
select 'control', count(*), null, null
from finance.control_total as c
where c.difference <> 0 or c.mirror_difference <> 0
union all
select 'late', count(*), null, null
from finance.late_change as l
where l.noticed_at > statement_timestamp() - interval '7 days'
union all
select 'quality', count(*), null, null
from finance.data_quality as q
where q.severity = 'error'
union all
select 'codes', count(*), null, null
from finance.code_conformance as c
where c.state in ('missing', 'parked') or c.duplicate_of is not null
