-- What has moved, at cost; what comes from a supplier or from production at its price and the day's rate. Half to even at the
-- currency's decimals, as Tryton posts it.
select
    value.company,
    value.period,
    value.currency,
    value.derive_key,
    case
        when mod(abs(value.amount) * 10::numeric ^ value.digits, 1) = 0.5
            then 2 * round(value.amount * 10::numeric ^ value.digits / 2) / 10::numeric ^ value.digits
        else round(value.amount, value.digits)
    end as amount,
    false as excluded
from (
    select
        party.code::text as company,
        to_char(m.effective_date, 'YYYY-MM') as period,
        money.code::text as currency,
        money.digits,
        m.id::text as derive_key,
        case
            when m.from_location in (select s.id from stock_location as s where s.type in ('supplier', 'production'))
                then
                    cast(cast(m.quantity as text) as numeric) * m.unit_price
                    * case
                        when m.currency = c.currency then 1
                        else (
                            select r.rate
                            from currency_currency_rate as r
                            where r.currency = c.currency and r.date <= m.effective_date
                            order by r.date desc, r.id desc
                            fetch first row only
                        ) / nullif((
                            select r.rate
                            from currency_currency_rate as r
                            where r.currency = m.currency and r.date <= m.effective_date
                            order by r.date desc, r.id desc
                            fetch first row only
                        ), 0)
                    end
            else cast(cast(m.internal_quantity as text) as numeric) * m.cost_price
        end as amount
    from stock_move as m
    inner join company_company as c on c.id = m.company
    inner join party_party as party on party.id = c.party
    inner join currency_currency as money on money.id = c.currency
    where m.state = 'done'
) as value
