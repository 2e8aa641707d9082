select
    a.company,
    a.part,
    a.currency,
    a.bucket,
    sum(a.open) as open,
    sum(a.open_reporting) as open_reporting,
    min(a.reporting_currency) as reporting_currency,
    grouping(a.bucket) = 1 as is_sum,
    grouping(a.company) = 1 as is_total
from (
    select b.*, case :by when '{partner}' then b.{partner} when 'account' then b.account end as part
    from finance.{buckets}_as_of(:as_of, :basis, :bucket_set, :company) as b
    where (:{partner} is null or b.{partner} = :{partner})
        and (:account is null or b.account = :account)
) as a
group by grouping sets (
    (a.company, a.part, a.currency, a.bucket), (a.company, a.part, a.currency), (a.currency, a.bucket), (a.currency)
)
order by is_total, a.company, a.part nulls first, a.currency, is_sum
