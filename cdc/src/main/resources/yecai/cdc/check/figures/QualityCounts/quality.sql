-- How many findings each rule of data quality has.
select q.rule, count(*) as findings
from (
:quality
) as q
where q.source = :source
group by q.rule
order by q.rule
