-- How far each of the ERP's workers can be seen; without gaps the last number is the count.
select t.worker, max(t.n) as last, count(*) as transactions, count(distinct t.n) as numbers
from finance.demo_token as t
group by t.worker
