-- The value of done movements into and out of a company's stock.
select
    coalesce(nullif(p.ref, ''), '#' || c.id) as company,
    to_char(m.date, 'YYYY-MM') as period,
    money.name::text as currency,
    m.id::text as derive_key,
    m.value as amount,
    false as excluded
from stock_move as m, stock_location as f, stock_location as d, res_company as c, res_partner as p, res_currency as money
where
    m.state = 'done'
    and f.id = m.location_id
    and d.id = m.location_dest_id
    and (f.company_id is not null and f.usage in ('internal', 'transit')) <> (d.company_id is not null and d.usage in ('internal', 'transit'))
    and c.id = m.company_id
    and p.id = c.partner_id
    and money.id = c.currency_id
