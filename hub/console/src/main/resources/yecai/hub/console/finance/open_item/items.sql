-- the bucket of each item as finance.{buckets}_as_of has it
with item as materialized (
    select
        i.*,
        case
            when i.kind = 'unbilled' then 'unbilled'
            when i.open < 0 or (i.open = 0 and i.kind in ('credit', 'prepayment', 'on_account', 'unapplied')) then 'credit'
            else coalesce(
                (
                    select b.bucket
                    from finance.aging_bucket as b
                    where b.bucket_set = :bucket_set
                        and case :basis when 'occurrence' then i.occurrence_date else i.due_date end is not null
                        and (
                            b.up_to is null
                            or :as_of <= case :basis when 'occurrence' then i.occurrence_date else i.due_date end + b.up_to::interval
                        )
                    order by b.bucket_no
                    limit 1
                ),
                'undated'
            )
        end as bucket
    from finance.{side}_open_as_of(:as_of, :company) as i
    where (:{partner} is null or i.{partner} = :{partner})
        and (:account is null or i.account = :account)
        and (:part is null or case :by when '{partner}' then i.{partner} when 'account' then i.account end = :part)
),
chosen as (
    select i.* from item as i where :bucket is null or i.bucket = :bucket
),
named as (
    select c.source, c.{partner}, min(c.name) as name from finance.{partner} as c group by c.source, c.{partner}
)
select
    i.company, i.{partner}, n.name as {partner}_name, i.document_no, i.kind, i.bucket, i.document_date, i.due_date,
    greatest(:as_of - i.due_date, 0) as days_overdue, i.original, i.open, i.transaction_currency, i.open_functional,
    i.functional_currency, i.account, i.source, i.entity_key, false as is_total
from chosen as i
left join named as n on n.source = i.source and n.{partner} = i.{partner}
union all
select
    null, null, null, null, null, null, null, null, null, sum(i.original), sum(i.open), i.transaction_currency,
    sum(i.open_functional), i.functional_currency, null, null, null, true
from chosen as i
group by i.transaction_currency, i.functional_currency
order by is_total, due_date, company, document_no
