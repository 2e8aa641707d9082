-- Net of the purchases as Tryton stores it; drafts and quotations count as excluded.
select
    party.code::text as company,
    coalesce(to_char(p.purchase_date, 'YYYY-MM'), '') as period,
    money.code::text as currency,
    p.id::text as derive_key,
    coalesce(p.untaxed_amount_cache, (
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
        from purchase_line as l
        where l.purchase = p.id and l.type = 'line'
    ), 0) as amount,
    p.state in ('draft', 'quotation') as excluded
from purchase_purchase as p
inner join company_company as c on c.id = p.company
inner join party_party as party on party.id = c.party
inner join currency_currency as money on money.id = p.currency
