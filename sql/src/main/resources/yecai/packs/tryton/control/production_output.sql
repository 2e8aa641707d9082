-- What production orders have made, in their own unit: done moves of their product out of production, except to lost and found.
select
    party.code::text as company,
    to_char(coalesce(o.planned_start_date, o.planned_date, o.effective_start_date), 'YYYY-MM') as period,
    u.symbol::text as currency,
    o.id::text as derive_key,
    round(coalesce(sum(
        cast(cast(m.quantity as text) as numeric)
        * case
            when m.uom = o.uom then 1
            else cast(cast(mu.factor as text) as numeric) / nullif(cast(cast(u.factor as text) as numeric), 0)
        end
    ), 0), 6) as amount,
    false as excluded
from production as o
inner join company_company as c on c.id = o.company
inner join party_party as party on party.id = c.party
left join product_uom as u on u.id = o.uom
left join stock_move as m
    on m.production_output = o.id
    and m.state = 'done'
    and m.product = o.product
    and m.to_location not in (select s.id from stock_location as s where s.type = 'lost_found')
left join product_uom as mu on mu.id = m.uom
group by party.code, o.id, u.symbol
