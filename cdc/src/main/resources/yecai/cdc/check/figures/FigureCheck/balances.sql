-- The balances that the ERP stores, by company, account, period and currency, against those that the ledger's lines add up to. A
-- source that stores none has nothing to compare.
select
    b.company,
    b.account,
    b.period,
    b.functional_currency as currency,
    b.closing,
    b.stored_closing,
    b.difference
from (
:balance
) as b
where b.source = :source and b.stored_closing is not null
order by b.company, b.account, b.period, b.functional_currency
