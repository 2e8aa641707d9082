-- The posted ledger by company, period and currency; debit less credit must be 0, and so must the balances that it adds up to.
select
    g.company,
    g.source_period as period,
    g.functional_currency as currency,
    sum(g.debit - g.credit) as difference
from canon.gl_entry as g
where g.source = :source and g.status = 'posted'
group by g.company, g.source_period, g.functional_currency
order by g.company, g.source_period, g.functional_currency
