-- the buckets of the set, and those beside it that items can be in
select x.bucket
from (
    select b.bucket, b.bucket_no as place
    from finance.aging_bucket as b
    where b.bucket_set = :bucket_set
    union all
    values ('undated', 1001), ('unbilled', 1002), ('credit', 1003)
) as x
order by x.place
