select distinct b.bucket_set
from finance.aging_bucket as b
order by b.bucket_set desc
