-- Balance of the lines less what partial reconciliations took, not the residual that Odoo stores.
select
    coalesce(nullif(p.ref, ''), '#' || c.id) as company,
    to_char(l.date, 'YYYY-MM') as period,
    money.name::text as currency,
    l.move_id::text as derive_key,
    (
        l.debit - l.credit
        - coalesce((select sum(r.amount) from account_partial_reconcile as r where r.debit_move_id = l.id), 0)
        + coalesce((select sum(r.amount) from account_partial_reconcile as r where r.credit_move_id = l.id), 0)
    ) as amount,
    false as excluded
from account_move_line as l, res_company as c, res_partner as p, res_currency as money
where
    l.parent_state = 'posted'
    and c.id = l.company_id
    and p.id = c.partner_id
    and money.id = c.currency_id
    and l.account_id in (select a.id from account_account as a where a.account_type = 'asset_receivable' and a.non_trade is not true)
