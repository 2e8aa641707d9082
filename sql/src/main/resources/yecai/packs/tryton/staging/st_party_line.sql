-- Every ledger line on a receivable or payable account, draft or posted, in the direction of its side: what a customer owes, and what is
-- owed to a supplier, is positive (is_due). Its part is an item (an instalment of an invoice or credit note of that side, its
-- cancellation, or another entry), money (a line linked to an invoice as its payment, or one of a cash or statement journal), or an
-- adjustment (a write-off that is reconciled with anything else).
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
    type.side,
    type.direction,
    type.direction
    * case when line.second_currency is null then line.debit - line.credit else coalesce(line.amount_second_currency, 0) end as amount,
    type.direction * (line.debit - line.credit) as amount_functional,
    type.direction * (line.debit - line.credit) > 0
    or (line.debit = line.credit and type.direction * line.amount_second_currency > 0) as is_due,
    invoice.id as invoice,
    cancelled.id as cancelled_invoice,
    case
        when invoice.id is not null then 'item'
        when payment.invoice is not null then 'money'
        when journal.type = 'write-off' and other.is_there then 'adjustment'
        when journal.type in ('cash', 'statement') then 'money'
        else 'item'
    end as part
from account_move_line as line
inner join account_account as account on account.id = line.account
inner join st_account_side as type on type.id = account.type
inner join account_move as move on move.id = line.move
inner join st_company as company on company.id = move.company
left join account_journal as journal on journal.id = move.journal
left join lateral (
    select min(one.id) as id
    from account_invoice as one
    where one.move = line.move and one.account = line.account and one.type = type.invoice_type
) as invoice on true
left join lateral (
    select min(one.id) as id
    from account_invoice as one
    where one.cancel_move = line.move and one.account = line.account and one.type = type.invoice_type
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
                    where billed.move = fellow.move and billed.account = fellow.account and billed.type = type.invoice_type
                )
            )
    ) as is_there
) as other
where line.debit <> line.credit or coalesce(line.amount_second_currency, 0) <> 0
