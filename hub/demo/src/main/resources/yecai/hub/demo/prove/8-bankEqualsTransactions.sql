-- The stored balance of every bank account equals its opening balance and its transactions, in both currencies.
with asked as (
    select ?::text as source, ?::timestamptz as since
),
moved as (
    select t.company, t.bank_account, sum(t.amount) as amount, sum(t.amount_functional) as functional
    from finance.bank_transaction as t
    where t.source = (select a.source from asked as a)
    group by t.company, t.bank_account
),
stored as (
    select b.company, b.bank_account, b.balance - b.opening_balance as amount,
        b.balance_functional - b.opening_balance_functional as functional
    from finance.bank_account as b
    where b.source = (select a.source from asked as a)
),
proved as (
    select coalesce(s.company, m.company) as company, coalesce(s.bank_account, m.bank_account) as what,
        s.amount = coalesce(m.amount, 0) and s.functional = coalesce(m.functional, 0) as holds
    from stored as s
    full join moved as m on m.bank_account = s.bank_account
)
select x.company, count(*) as checked, count(*) filter (where x.holds is not true) as broken,
    min('bank account ' || x.what) filter (where x.holds is not true) as example
from proved as x
group by x.company
