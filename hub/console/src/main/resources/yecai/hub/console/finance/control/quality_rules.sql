select q.severity, q.rule, q.company, count(*) as findings
from finance.data_quality as q
where (:company is null or q.company = :company)
group by q.severity, q.rule, q.company
order by q.severity, count(*) desc, q.rule, q.company
