-- From the ledger lines of the documents; drafts count as excluded.
select
    coalesce(nullif(p.ref, ''), '#' || c.id) as company,
    coalesce(to_char(m.date, 'YYYY-MM'), '') as period,
    money.name::text as currency,
    m.id::text as derive_key,
    coalesce((
        select sum(-l.amount_currency) from account_move_line as l where l.move_id = m.id and l.display_type in ('tax')
    ), 0) as amount,
    m.state = 'draft' as excluded
from account_move as m, res_company as c, res_partner as p, res_currency as money
where
    m.move_type in ('out_invoice', 'out_refund', 'out_receipt')
    and m.state <> 'cancel'
    and c.id = m.company_id
    and p.id = c.partner_id
    and money.id = m.currency_id
