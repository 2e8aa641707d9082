-- Every ledger line on a receivable account, draft or posted, and its part: an item (an instalment of a customer
-- invoice or credit note, its cancellation, or another entry), a receipt (a line linked to an invoice as its payment,
-- or one of a cash or statement journal), or an adjustment (a write-off that is reconciled with anything else).
select
    line.id,
    line.move,
    line.account,
    line.party,
    line.maturity_date,
    line.reconciliation,
    move.company,
    move.date,
    move.period,
    move.state,
    coalesce(move.post_number, move.number) as document_no,
    journal.name as journal,
    company.currency_id as functional_currency,
    coalesce(line.second_currency, company.currency_id) as currency,
    case when line.second_currency is null then line.debit - line.credit else coalesce(line.amount_second_currency, 0) end as amount,
    line.debit - line.credit as amount_functional,
    line.debit > line.credit or (line.debit = line.credit and line.amount_second_currency > 0) as is_debit,
    invoice.id as invoice,
    cancelled.id as cancelled_invoice,
    case
        when invoice.id is not null then 'item'
        when payment.invoice is not null then 'receipt'
        when journal.type = 'write-off' and other.is_there then 'adjustment'
        when journal.type in ('cash', 'statement') then 'receipt'
        else 'item'
    end as part
from account_move_line as line
inner join account_account as account on account.id = line.account
inner join account_account_type as type on type.id = account.type and type.receivable
inner join account_move as move on move.id = line.move
inner join st_company as company on company.id = move.company
left join account_journal as journal on journal.id = move.journal
left join lateral (
    select min(one.id) as id
    from account_invoice as one
    where one.move = line.move and one.account = line.account and one.type = 'out'
) as invoice on true
left join lateral (
    select min(one.id) as id
    from account_invoice as one
    where one.cancel_move = line.move and one.account = line.account and one.type = 'out'
) as cancelled on true
left join lateral (
    select min(link.invoice) as invoice
    from "account_invoice-account_move_line" as link
    where link.line = line.id
) as payment on true
cross join lateral (
    select exists (
        select
        from account_move_line as fellow
        inner join account_move as booked on booked.id = fellow.move
        left join account_journal as journal_of_fellow on journal_of_fellow.id = booked.journal
        where
            fellow.reconciliation = line.reconciliation
            and (
                journal_of_fellow.type is distinct from 'write-off'
                or exists (select from "account_invoice-account_move_line" as link where link.line = fellow.id)
                or exists (
                    select
                    from account_invoice as billed
                    where billed.move = fellow.move and billed.account = fellow.account and billed.type = 'out'
                )
            )
    ) as is_there
) as other
where line.debit <> line.credit or coalesce(line.amount_second_currency, 0) <> 0
