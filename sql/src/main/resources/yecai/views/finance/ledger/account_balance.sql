-- Account balances per period as the ERP stores them; finance.trial_balance computes them from the ledger lines.
select
    g.source,
    g.entity_key,
    g.company,
    g.account,
    g.period,
    g.functional_currency,
    g.opening,
    g.debit,
    g.credit,
    g.closing,
    g.mapping_status,
    g.mapping_detail,
    g.source_tx,
    g.source_committed_at,
    g.applied_at
from canon.gl_balance as g
