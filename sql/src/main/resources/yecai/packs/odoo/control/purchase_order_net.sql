-- Confirmed and cancelled orders; requests for quotation are none yet.
select
    coalesce(nullif(p.ref, ''), '#' || c.id) as company,
    coalesce(to_char(coalesce(o.date_approve, o.date_order), 'YYYY-MM'), '') as period,
    money.name::text as currency,
    o.id::text as derive_key,
    coalesce(o.amount_total, 0) - coalesce(o.amount_tax, 0) as amount,
    o.state not in ('purchase', 'done', 'cancel') as excluded
from purchase_order as o, res_company as c, res_partner as p, res_currency as money
where c.id = o.company_id and p.id = c.partner_id and money.id = o.currency_id
