-- Every posted line of the ledger.
select
    coalesce(nullif(p.ref, ''), '#' || c.id) as company,
    to_char(l.date, 'YYYY-MM') as period,
    money.name::text as currency,
    l.move_id::text as derive_key,
    l.credit as amount,
    false as excluded
from account_move_line as l, res_company as c, res_partner as p, res_currency as money
where
    l.parent_state = 'posted'
    and l.account_id is not null
    and c.id = l.company_id
    and p.id = c.partner_id
    and money.id = c.currency_id
