-- What went to customers less what came back, in the unit of the order line, or of the move where there is no order line.
select
    party.code::text as company,
    to_char(m.effective_date, 'YYYY-MM') as period,
    coalesce(lu.symbol, mu.symbol)::text as currency,
    coalesce(l.id::text, 'm' || m.id) as derive_key,
    round(
        case when target.type = 'customer' then 1 else -1 end
        * cast(cast(m.quantity as text) as numeric)
        * case
            when l.id is null or m.uom = l.unit then 1
            else cast(cast(mu.factor as text) as numeric) / nullif(cast(cast(lu.factor as text) as numeric), 0)
        end,
        6
    ) as amount,
    false as excluded
from stock_move as m
inner join stock_location as source on source.id = m.from_location
inner join stock_location as target on target.id = m.to_location
left join sale_line as l on m.origin = 'sale.line,' || l.id and l.type = 'line'
left join sale_sale as s on s.id = l.sale
inner join company_company as c on c.id = coalesce(s.company, m.company)
inner join party_party as party on party.id = c.party
left join product_uom as mu on mu.id = m.uom
left join product_uom as lu on lu.id = l.unit
where m.state = 'done' and (source.type = 'customer') <> (target.type = 'customer')
