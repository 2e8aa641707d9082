-- The open billed items of each receivable control account add up to its balance: the one that the ERP stores, and in a full
-- round also that of the ledger lines. Between full rounds, closed items count as the 0 that a full round finds them to hold.
with asked as (
    select ?::text as source, ?::timestamptz as since
),
item as (
    select i.company, i.account, sum(i.open_ledger) as amount
    from finance.receivable_item as i
    where i.source = (select a.source from asked as a)
        and i.billed
        and (i.status = 'open' or (select a.since from asked as a) = '-infinity')
    group by i.company, i.account
),
control as (
    select c.company, c.account
    from finance.account as c
    where c.source = (select a.source from asked as a) and c.control_kind = 'receivable'
),
stored as (
    select distinct on (b.company, b.account) b.company, b.account, b.closing as amount
    from finance.account_balance as b
    where b.source = (select a.source from asked as a)
    order by b.company, b.account, b.period desc
),
ledger as (
    select g.company, g.account, sum(g.debit - g.credit) as amount
    from finance.general_ledger as g
    where (select a.since from asked as a) = '-infinity'
        and g.source = (select a.source from asked as a)
        and g.control_kind = 'receivable'
    group by g.company, g.account
)
select k.company, count(*) filter (where i.account is not null) as checked,
    count(*) filter (where coalesce(i.amount, 0) <> coalesce(s.amount, 0) or coalesce(i.amount, 0) <> coalesce(l.amount, i.amount, 0))
        as broken,
    min('account ' || k.account) filter (
        where coalesce(i.amount, 0) <> coalesce(s.amount, 0) or coalesce(i.amount, 0) <> coalesce(l.amount, i.amount, 0))
        as example
from (select c.company, c.account from control as c union select i.company, i.account from item as i) as k
left join item as i on i.company = k.company and i.account = k.account
left join stored as s on s.company = k.company and s.account = k.account
left join ledger as l on l.company = k.company and l.account = k.account
group by k.company
