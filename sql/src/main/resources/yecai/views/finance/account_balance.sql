-- Account balances per period as the ERP stores them; finance.trial_balance computes them from the ledger lines.
select * from canon.gl_balance
