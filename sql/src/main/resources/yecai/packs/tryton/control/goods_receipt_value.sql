-- What came from suppliers less what went back, at the order's price (of goods without an order, the move's) and the rate of the day, half
-- to even at the decimals of the company's currency.
select
    party.code::text as company,
    to_char(came.day, 'YYYY-MM') as period,
    money.code::text as currency,
    came.id::text as derive_key,
    case
        when mod(abs(came.amount) * 10::numeric ^ money.digits, 1) = 0.5
            then 2 * round(came.amount * 10::numeric ^ money.digits / 2) / 10::numeric ^ money.digits
        else round(came.amount, money.digits)
    end as amount,
    false as excluded
from (
    select
        m.id,
        m.company,
        m.effective_date as day,
        case when source.type = 'supplier' then 1 else -1 end
        * cast(cast(m.quantity as text) as numeric)
        * case
            when l.id is null then m.unit_price
            when m.uom = l.unit then l.unit_price
            else l.unit_price * cast(cast(mu.factor as text) as numeric) / nullif(cast(cast(lu.factor as text) as numeric), 0)
        end
        * case
            when coalesce(p.currency, m.currency) = c.currency then 1
            else (
                select r.rate from currency_currency_rate as r
                where r.currency = c.currency and r.date <= m.effective_date
                order by r.date desc, r.id desc
                limit 1
            ) / nullif((
                select r.rate from currency_currency_rate as r
                where r.currency = coalesce(p.currency, m.currency) and r.date <= m.effective_date
                order by r.date desc, r.id desc
                limit 1
            ), 0)
        end as amount
    from stock_move as m
    inner join stock_location as source on source.id = m.from_location
    inner join stock_location as target on target.id = m.to_location
    inner join company_company as c on c.id = m.company
    left join purchase_line as l on m.origin = 'purchase.line,' || l.id and l.type = 'line'
    left join purchase_purchase as p on p.id = l.purchase
    left join product_uom as mu on mu.id = m.uom
    left join product_uom as lu on lu.id = l.unit
    where m.state = 'done' and (source.type = 'supplier') <> (target.type = 'supplier')
) as came
inner join company_company as c on c.id = came.company
inner join party_party as party on party.id = c.party
inner join currency_currency as money on money.id = c.currency
