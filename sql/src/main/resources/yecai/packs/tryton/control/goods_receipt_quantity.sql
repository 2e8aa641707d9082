-- What came from suppliers less what went back, in the unit of the move.
select
    party.code::text as company,
    to_char(m.effective_date, 'YYYY-MM') as period,
    u.symbol::text as currency,
    m.id::text as derive_key,
    round(case when source.type = 'supplier' then 1 else -1 end * cast(cast(m.quantity as text) as numeric), 6) as amount,
    false as excluded
from stock_move as m
inner join stock_location as source on source.id = m.from_location
inner join stock_location as target on target.id = m.to_location
inner join company_company as c on c.id = m.company
inner join party_party as party on party.id = c.party
inner join product_uom as u on u.id = m.uom
where m.state = 'done' and (source.type = 'supplier') <> (target.type = 'supplier')
