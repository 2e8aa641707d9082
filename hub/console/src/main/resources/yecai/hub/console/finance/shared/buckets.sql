select b.bucket
from finance.aging_bucket as b
where b.bucket_set = :bucket_set
order by b.bucket_no
