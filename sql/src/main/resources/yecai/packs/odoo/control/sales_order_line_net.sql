-- Order lines and what rounding once per document leaves: together the order's net.
select
    coalesce(nullif(p.ref, ''), '#' || c.id) as company,
    coalesce(to_char(s.date_order, 'YYYY-MM'), '') as period,
    money.name::text as currency,
    s.id::text as derive_key,
    coalesce(s.amount_untaxed, 0) as amount,
    false as excluded
from sale_order as s, res_company as c, res_partner as p, res_currency as money
where
    c.id = s.company_id
    and p.id = c.partner_id
    and money.id = s.currency_id
    and exists (select from sale_order_line as l where l.order_id = s.id and l.display_type is null)
