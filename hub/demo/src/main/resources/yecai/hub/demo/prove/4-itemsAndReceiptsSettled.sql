-- Of every item, original - allocations - adjustments = open; of every receipt, amount - allocations = what stays of it as an
-- open item; in both currencies.
with asked as (
    select ?::text as source, ?::timestamptz as since
),
allocation as (
    select s.entity_key, s.receipt, s.receivable_item, s.credit_item, s.amount, s.amount_functional, s.applied_at
    from finance.receipt_allocation as s
    where s.source = (select a.source from asked as a)
),
adjusted as (
    select j.receivable_item, j.amount, j.amount_functional, j.applied_at
    from finance.receivable_adjustment as j
    where j.source = (select a.source from asked as a)
),
recent as (
    select * from allocation as s where s.applied_at >= (select a.since from asked as a)
),
touched as (
    select i.entity_key as item
    from finance.receivable_item as i
    where i.source = (select a.source from asked as a) and i.billed and i.applied_at >= (select a.since from asked as a)
    union
    select r.receivable_item from recent as r
    union
    select r.credit_item from recent as r where r.credit_item is not null
    union
    select j.receivable_item from adjusted as j where j.applied_at >= (select a.since from asked as a)
),
touched_receipt as (
    select r.entity_key as receipt
    from finance.receipt as r
    where r.source = (select a.source from asked as a) and r.applied_at >= (select a.since from asked as a)
    union
    select r.receipt from recent as r where r.receipt is not null
    union
    select i.receipt_key
    from finance.receivable_item as i
    where i.source = (select a.source from asked as a)
        and i.billed
        and i.receipt_key is not null
        and i.applied_at >= (select a.since from asked as a)
),
settled as (
    select x.item, sum(x.amount) as amount, sum(x.functional) as functional
    from (
        select s.receivable_item as item, s.amount, s.amount_functional as functional from allocation as s
        union all
        select s.credit_item, -s.amount, -s.amount_functional from allocation as s where s.credit_item is not null
        union all
        select j.receivable_item, j.amount, j.amount_functional from adjusted as j
    ) as x
    where x.item in (select t.item from touched as t)
    group by x.item
),
item as (
    select i.company, i.entity_key as item, i.original, i.open_transaction, i.original_functional, i.open_ledger
    from finance.receivable_item as i
    where i.source = (select a.source from asked as a)
        and i.billed
        and i.entity_key = any (array(select t.item from touched as t))
),
paid as (
    select s.receipt, sum(s.amount) as amount, sum(s.amount_functional) as functional
    from allocation as s
    where s.receipt in (select t.receipt from touched_receipt as t)
    group by s.receipt
),
kept as (
    select i.receipt_key as receipt, sum(i.open_transaction) as amount, sum(i.open_ledger) as functional
    from finance.receivable_item as i
    where i.source = (select a.source from asked as a)
        and i.billed
        and i.receipt_key = any (array(select t.receipt from touched_receipt as t))
    group by i.receipt_key
),
receipt as (
    select r.company, r.entity_key as receipt, r.amount, r.amount_functional
    from finance.receipt as r
    where r.source = (select a.source from asked as a)
        and r.entity_key = any (array(select t.receipt from touched_receipt as t))
),
proved as (
    select coalesce(i.company, '?') as company, 'item ' || t.item as what,
        i.original - coalesce(s.amount, 0) = i.open_transaction
        and i.original_functional - coalesce(s.functional, 0) = i.open_ledger as holds
    from touched as t
    left join item as i on i.item = t.item
    left join settled as s on s.item = t.item
    union all
    select coalesce(r.company, '?'), 'receipt ' || coalesce(r.receipt, p.receipt),
        r.amount - coalesce(p.amount, 0) = coalesce(-k.amount, 0)
        and r.amount_functional - coalesce(p.functional, 0) = coalesce(-k.functional, 0)
    from receipt as r
    full join paid as p on p.receipt = r.receipt
    left join kept as k on k.receipt = coalesce(r.receipt, p.receipt)
)
select x.company, count(*) as checked, count(*) filter (where x.holds is not true) as broken,
    min(x.what) filter (where x.holds is not true) as example
from proved as x
group by x.company
