-- Net of the orders as Tryton stores it; drafts, for which it stores none, from their lines.
select
    party.code::text as company,
    coalesce(to_char(s.sale_date, 'YYYY-MM'), '') as period,
    money.code::text as currency,
    s.id::text as derive_key,
    coalesce(s.untaxed_amount_cache, (
        select
            sum(
                case
                    when mod(abs(cast(cast(l.quantity as text) as numeric) * l.unit_price) * 10::numeric ^ money.digits, 1) = 0.5
                        then
                            2 * round(cast(cast(l.quantity as text) as numeric) * l.unit_price * 10::numeric ^ money.digits / 2)
                            / 10::numeric ^ money.digits
                    else round(cast(cast(l.quantity as text) as numeric) * l.unit_price, money.digits)
                end
            )
        from sale_line as l
        where l.sale = s.id and l.type = 'line'
    ), 0) as amount,
    false as excluded
from sale_sale as s
inner join company_company as c on c.id = s.company
inner join party_party as party on party.id = c.party
inner join currency_currency as money on money.id = s.currency
