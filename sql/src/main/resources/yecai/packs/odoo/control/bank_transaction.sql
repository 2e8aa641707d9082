-- Posted lines on accounts of cash and banks.
select
    coalesce(nullif(p.ref, ''), '#' || c.id) as company,
    to_char(l.date, 'YYYY-MM') as period,
    money.name::text as currency,
    l.move_id::text as derive_key,
    l.amount_currency as amount,
    false as excluded
from account_move_line as l, account_account as a, res_company as c, res_partner as p, res_currency as money
where
    l.parent_state = 'posted'
    and a.id = l.account_id
    and a.account_type = 'asset_cash'
    and c.id = l.company_id
    and p.id = c.partner_id
    and money.id = l.currency_id
