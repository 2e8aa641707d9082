-- Debit equals credit in every voucher, and over the whole ledger in every period; in a full round the ERP's stored account
-- balances also equal the ledger lines, and the trial balance of every company and period closes with 0.
with asked as (
    select ?::text as source, ?::timestamptz as since
),
touched as (
    select distinct g.gl_document_key as document
    from finance.general_ledger as g
    where g.source = (select a.source from asked as a) and g.applied_at >= (select a.since from asked as a)
),
voucher as (
    select g.company, g.gl_document_key as what, sum(g.debit) = sum(g.credit) as holds
    from finance.general_ledger as g
    where g.source = (select a.source from asked as a)
        and g.gl_document_key = any (array(select t.document from touched as t))
    group by g.company, g.gl_document_key
),
whole as (
    select b.company, 'ledger of ' || b.period as what, sum(b.debit) = sum(b.credit) and sum(b.closing) = 0 as holds
    from finance.account_balance as b
    where b.source = (select a.source from asked as a)
    group by b.company, b.period
),
stored as (
    -- the ERP stores no balance for a period without movement
    select
        b.company,
        'account ' || b.account || ' in ' || b.period as what,
        b.difference = 0 or (b.difference is null and b.debit = 0 and b.credit = 0) as holds
    from finance.trial_balance as b
    where (select a.since from asked as a) = '-infinity' and b.source = (select a.source from asked as a)
),
trial as (
    select b.company, 'trial balance of ' || b.period as what, sum(b.closing) = 0 as holds
    from finance.trial_balance as b
    where (select a.since from asked as a) = '-infinity' and b.source = (select a.source from asked as a)
    group by b.company, b.period, b.functional_currency
)
select x.company, count(*) as checked, count(*) filter (where x.holds is not true) as broken,
    min(x.what) filter (where x.holds is not true) as example
from (select * from voucher union all select * from whole union all select * from stored union all select * from trial) as x
group by x.company
