-- Net of posted supplier invoices, from the ledger lines of their lines; drafts count as excluded.
with booked as (
    select i.id, i.company, i.currency, i.account, i.move
    from account_invoice as i
    where i.type = 'in' and (i.state in ('posted', 'paid') or (i.state = 'cancelled' and i.cancel_move is not null))
    union all
    select i.id, i.company, i.currency, i.account, i.cancel_move
    from account_invoice as i
    where
        i.type = 'in'
        and i.state = 'cancelled'
        and i.cancel_move not in (select o.move from account_invoice as o where o.move is not null and o.type = 'in')
),

document as (
    select
        b.id,
        b.company,
        b.currency,
        case when p.type = 'standard' then to_char(p.start_date, 'YYYY-MM') else p.name end as period,
        coalesce((
            select sum(case when b.currency = c.currency then l.debit - l.credit else l.amount_second_currency end)
            from account_move_line as l
            left join account_move_line as o on l.origin = 'account.move.line,' || o.id
            where l.move = b.move and coalesce(o.origin, l.origin) like 'account.invoice.line,%'
        ), 0) as amount,
        false as excluded
    from booked as b
    inner join company_company as c on c.id = b.company
    inner join account_move as m on m.id = b.move
    inner join account_period as p on p.id = m.period
    union all
    select i.id, i.company, i.currency, to_char(i.invoice_date, 'YYYY-MM'), coalesce((
        select sum(cast(l.quantity as numeric) * l.unit_price) from account_invoice_line as l where l.invoice = i.id and l.type = 'line'
    ), 0), true
    from account_invoice as i
    where i.type = 'in' and i.state in ('draft', 'validated')
)

select
    party.code::text as company,
    coalesce(document.period, '') as period,
    money.code::text as currency,
    document.id::text as derive_key,
    document.amount,
    document.excluded
from document
inner join company_company as c on c.id = document.company
inner join party_party as party on party.id = c.party
inner join currency_currency as money on money.id = document.currency
