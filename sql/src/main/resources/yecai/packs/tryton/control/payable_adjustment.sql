-- What was written off or was an exchange difference, from the write-off moves: a reconciled group sums to zero with them.
-- Write-offs that are reconciled with nothing but write-offs take nothing off a claim.
with line as (
    select
        l.id,
        l.reconciliation,
        m.company,
        m.date,
        l.debit - l.credit as amount,
        j.type = 'write-off'
        and l.id not in (select k.line from "account_invoice-account_move_line" as k)
        and not exists (
            select from account_invoice as i where i.type = 'in' and i.move = l.move and i.account = l.account
        ) as is_write_off
    from account_move_line as l
    inner join account_move as m on m.id = l.move
    inner join account_account as a on a.id = l.account
    inner join account_account_type as t on t.id = a.type
    left join account_journal as j on j.id = m.journal
    where l.reconciliation is not null and t.payable
)

select
    party.code::text as company,
    to_char(line.date, 'YYYY-MM') as period,
    money.code::text as currency,
    line.reconciliation::text as derive_key,
    line.amount,
    false as excluded
from line
inner join company_company as c on c.id = line.company
inner join party_party as party on party.id = c.party
inner join currency_currency as money on money.id = c.currency
where
    line.is_write_off
    and line.amount <> 0
    and line.reconciliation in (select other.reconciliation from line as other where other.is_write_off is not true)
