-- What one unit of each currency is in the company's, in millionths, as Odoo takes it every fifth day: a company's own rates come before
-- shared ones whatever their days. Days before the first rate, for which Odoo takes that, are left out.
select
    p.ref::text as company,
    day::date::text as day,
    cur.name::text as currency,
    round(1000000 * coalesce((
        select b.rate
        from res_currency_rate as b
        where b.currency_id = c.currency_id and (b.company_id = root.id or b.company_id is null)
        order by b.name > day::date, b.company_id, case when b.name > day::date then b.name - day::date else day::date - b.name end
        limit 1
    ), 1) / r.rate, 2) as rate
from res_company as c
inner join res_company as root on root.id = split_part(c.parent_path, '/', 1)::integer
inner join res_partner as p on p.id = c.partner_id
inner join res_currency as cur on cur.id <> c.currency_id
cross join generate_series(:as_of::date - 200, :as_of::date, interval '5 days') as day
cross join lateral (
    select x.rate
    from res_currency_rate as x
    where x.currency_id = cur.id and x.name <= day::date and (x.company_id = root.id or x.company_id is null)
    order by x.company_id, x.name desc
    limit 1
) as r
order by 1, 2, 3
