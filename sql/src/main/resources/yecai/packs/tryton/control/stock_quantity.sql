-- What has moved, in the unit of the product.
select
    party.code::text as company,
    to_char(m.effective_date, 'YYYY-MM') as period,
    u.symbol::text as currency,
    m.id::text as derive_key,
    cast(cast(m.internal_quantity as text) as numeric) as amount,
    false as excluded
from stock_move as m
inner join company_company as c on c.id = m.company
inner join party_party as party on party.id = c.party
inner join product_product as p on p.id = m.product
inner join product_template as t on t.id = p.template
inner join product_uom as u on u.id = t.default_uom
where m.state = 'done'
