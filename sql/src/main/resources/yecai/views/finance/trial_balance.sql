-- Posted ledger lines per account and period: opening, movements, closing. stored_closing is the balance that the ERP
-- itself keeps, where it keeps one; the two must agree.
select
    t.source,
    t.company,
    t.account,
    (
        select a.name
        from canon.account as a
        where a.source = t.source and a.company = t.company and a.account = t.account
        limit 1
    ) as account_name,
    t.period,
    t.functional_currency,
    t.closing - (t.debit - t.credit) as opening,
    t.debit,
    t.credit,
    t.closing,
    b.closing as stored_closing,
    t.closing - b.closing as difference
from (
    select
        g.source,
        g.company,
        g.account,
        g.source_period as period,
        g.functional_currency,
        sum(g.debit) as debit,
        sum(g.credit) as credit,
        sum(sum(g.debit) - sum(g.credit)) over (
            partition by g.source, g.company, g.account, g.functional_currency
            order by g.source_period
        ) as closing
    from canon.gl_entry as g
    where g.status = 'posted'
    group by g.source, g.company, g.account, g.source_period, g.functional_currency
) as t
left join (
    select b.source, b.company, b.account, b.period, sum(b.closing) as closing
    from canon.gl_balance as b
    group by b.source, b.company, b.account, b.period
) as b
    on b.source = t.source and b.company = t.company and b.account = t.account and b.period = t.period
