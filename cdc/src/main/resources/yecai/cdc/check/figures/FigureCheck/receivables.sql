-- Billed receivables against the ledger's control accounts, at the end of each month: what is compared (company, account,
-- customer), when it first differs, and both sides at the end of the last month. Customers are compared where the ledger's
-- lines of the account name any, companies where the ledger has a control account of receivables. What the ledger has not posted
-- yet, such as an exchange difference of a payment that has settled its invoice, explains a difference: the items may be
-- those of the posted lines, or of these and the drafts.
with movement as (
:movement
),
entry as (
    select
        g.company,
        g.account,
        g.customer,
        g.functional_currency,
        g.posting_date as day,
        case when g.status = 'posted' then g.debit - g.credit else 0 end as posted,
        case when g.status = 'draft' then g.debit - g.credit else 0 end as draft
    from canon.gl_entry as g
    where g.source = :source and g.status in ('posted', 'draft') and g.control_kind = 'receivable'
),
kept as (
    select e.company, e.account, bool_or(e.customer is not null) as by_customer
    from entry as e
    group by e.company, e.account
),
moved as (
    select
        s.company,
        s.account,
        case when coalesce(k.by_customer, true) then s.customer end as customer,
        s.functional_currency,
        date_trunc('month', coalesce(s.day, date '0001-01-01')::timestamp)::date as month,
        sum(s.items) as items,
        sum(s.ledger) as ledger,
        sum(s.draft) as draft
    from (
        select m.company, m.account, m.customer, m.functional_currency, m.effective_date as day, m.amount_functional as items,
            0 as ledger, 0 as draft
        from movement as m
        where m.source = :source
        union all
        select e.company, e.account, e.customer, e.functional_currency, e.day, 0, e.posted, e.draft
        from entry as e
    ) as s
    left join kept as k on k.company = s.company and k.account = s.account
    where s.company in (select c.company from kept as c)
    group by 1, 2, 3, 4, 5
),
balance as (
    select
        m.company,
        m.account,
        m.customer,
        m.functional_currency,
        m.month,
        sum(m.items) over until as items,
        sum(m.ledger) over until as ledger,
        sum(m.draft) over until as draft
    from moved as m
    window until as (partition by m.company, m.account, m.customer, m.functional_currency order by m.month)
),
tied as (
    select b.*, b.items in (b.ledger, b.ledger + b.draft) as ties
    from balance as b
)
select
    b.company,
    b.account,
    b.customer,
    b.functional_currency as currency,
    min(b.month) filter (where not b.ties) as since,
    (array_agg(b.items order by b.month desc))[1] as items,
    (array_agg(b.ledger order by b.month desc))[1] as ledger,
    (array_agg(b.items - b.ledger order by b.month) filter (where not b.ties))[1] as first_difference
from tied as b
group by b.company, b.account, b.customer, b.functional_currency
order by b.company, b.account, b.customer, b.functional_currency
