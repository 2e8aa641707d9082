-- What went to customers less what came back, at the order's price, half to even at the currency's decimals.
select
    party.code::text as company,
    to_char(went.day, 'YYYY-MM') as period,
    money.code::text as currency,
    went.line::text as derive_key,
    case
        when mod(abs(went.amount) * 10::numeric ^ money.digits, 1) = 0.5
            then 2 * round(went.amount * 10::numeric ^ money.digits / 2) / 10::numeric ^ money.digits
        else round(went.amount, money.digits)
    end as amount,
    false as excluded
from (
    select
        l.id as line,
        l.sale,
        m.effective_date as day,
        case when target.type = 'customer' then 1 else -1 end
        * cast(cast(m.quantity as text) as numeric)
        * case
            when m.uom = l.unit then 1
            else cast(cast(mu.factor as text) as numeric) / nullif(cast(cast(lu.factor as text) as numeric), 0)
        end
        * l.unit_price as amount
    from sale_line as l
    inner join stock_move as m on m.origin = 'sale.line,' || l.id and m.state = 'done'
    inner join stock_location as source on source.id = m.from_location
    inner join stock_location as target on target.id = m.to_location
    left join product_uom as mu on mu.id = m.uom
    left join product_uom as lu on lu.id = l.unit
    where l.type = 'line' and (source.type = 'customer') <> (target.type = 'customer')
) as went
inner join sale_sale as s on s.id = went.sale
inner join company_company as c on c.id = s.company
inner join party_party as party on party.id = c.party
inner join currency_currency as money on money.id = s.currency
