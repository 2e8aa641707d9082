select s.supplier, min(s.name) as name
from finance.supplier as s
group by s.supplier
