-- Money out (and paid back) on payable accounts: what is linked to an invoice as its payment, and what cash and
-- statement journals book; never the lines of a supplier invoice itself.
select
    party.code::text as company,
    case when p.type = 'standard' then to_char(p.start_date, 'YYYY-MM') else p.name end as period,
    coalesce(foreign_money.code, money.code)::text as currency,
    l.id::text as derive_key,
    case when l.second_currency is null then l.debit - l.credit else coalesce(l.amount_second_currency, 0) end as amount,
    false as excluded
from account_move_line as l
inner join account_account as a on a.id = l.account
inner join account_account_type as t on t.id = a.type
inner join account_move as m on m.id = l.move
inner join account_period as p on p.id = m.period
inner join company_company as c on c.id = m.company
inner join party_party as party on party.id = c.party
inner join currency_currency as money on money.id = c.currency
left join currency_currency as foreign_money on foreign_money.id = l.second_currency
where
    t.payable
    and not exists (
        select from account_invoice as i where i.move = l.move and i.account = l.account and i.type = 'in'
    )
    and (
        l.id in (select k.line from "account_invoice-account_move_line" as k)
        or m.journal in (select j.id from account_journal as j where j.type in ('cash', 'statement'))
    )
    and (l.credit <> l.debit or coalesce(l.amount_second_currency, 0) <> 0)
