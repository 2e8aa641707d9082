-- Every transaction of the ERP wrote a token with the number of its rows and the sum of its vouchers' debits: all these rows
-- are there. Transactions up to those named (worker and number) were proved before.
with asked as (
    select ?::bigint[] as workers, ?::bigint[] as numbers
),
proved_before as (
    select p.worker, p.n
    from asked as a
    cross join lateral unnest(a.workers, a.numbers) as p (worker, n)
),
token as (
    select t.token, t.worker, t.n, t.expected_rows, t.expected_amount
    from finance.demo_token as t
    left join proved_before as p on p.worker = t.worker
    where t.n > coalesce(p.n, 0)
),
old as (
    select t.token
    from finance.demo_token as t
    inner join proved_before as p on p.worker = t.worker
    where t.n <= p.n
),
found as (
    select r.token, count(*) as rows, sum(r.amount) as amount
    from finance.demo_token_row as r
    where not exists (select from old as o where o.token = r.token) and r.token <> 0
    group by r.token
)
select 'all' as company, count(*) as checked, count(*) filter (where not p.holds) as broken,
    min(p.what) filter (where not p.holds) as example
from token as t
full join found as f on f.token = t.token
cross join lateral (
    select coalesce('transaction ' || t.n || ' of worker ' || t.worker, 'rows of a transaction without its token') as what,
        coalesce(t.expected_rows = coalesce(f.rows, 0) and t.expected_amount = coalesce(f.amount, 0), false) as holds
) as p
