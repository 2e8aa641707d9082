-- One row per ledger line on a receivable or payable account that claims or owes: instalments of invoices and credit
-- notes, cancellations, other entries, and of money what is not applied yet or met other money only. Over a company
-- the open ledger amounts add up to the balance of its accounts of that side. Draft moves count: Tryton reconciles them.
select
    line.side,
    line.id as derive_key,
    line.id::text as entity_key,
    company.company,
    case
        when line.invoice is not null and total.gross >= 0 then 'invoice'
        when line.invoice is not null then 'credit'
        when line.cancelled_invoice is not null then 'credit'
        when line.part = 'money' then 'on_account'
        else 'journal'
    end as kind,
    case
        when line.invoice is not null and total.gross >= 0 then 'invoice'
        when line.invoice is not null then 'credit_note'
        when line.cancelled_invoice is not null then 'cancellation'
        when line.part = 'money' and line.side = 'receivable' then 'receipt'
        when line.part = 'money' then 'payment'
        else 'journal_entry'
    end as document_type,
    case when line.invoice is not null then invoice.number else line.document_no end as document_no,
    case when line.invoice is not null then total.line_no end::integer as line_no,
    case when line.invoice is not null then invoice.invoice_date else line.date end as document_date,
    line.date as posting_date,
    period.period as source_period,
    period.period as ledger_period,
    line.maturity_date as due_date,
    line.invoice::text as invoice,
    case when line.part = 'money' then line.id::text end as money,
    party.code as party,
    counterparty.company as counterparty_company,
    coalesce(account.code, '#' || account.id) as account,
    currency.code as transaction_currency,
    company.currency as functional_currency,
    case when line.part = 'money' then open.amount + kept.amount else line.amount end as original,
    open.amount as open_transaction,
    case
        when line.part = 'money' then open.amount_functional + kept.amount_functional
        else line.amount_functional
    end as original_functional,
    open.amount_functional as open_ledger,
    case when open.amount = 0 and open.amount_functional = 0 then 'closed' else 'open' end as status
from st_party_line as line
inner join st_company as company on company.id = line.company
inner join account_account as account on account.id = line.account
-- line by line: PostgreSQL would work out what is open of all lines for each of them
cross join lateral (
    select still.amount, still.amount_functional
    from work_still_open as still
    where still.id = line.id
    offset 0
) as open
left join currency_currency as currency on currency.id = line.currency
left join account_invoice as invoice on invoice.id = line.invoice
left join st_period as period on period.id = line.period
left join party_party as party on party.id = line.party
left join st_company as counterparty on counterparty.party = line.party
left join lateral (
    select line.direction * sum(other.debit - other.credit) as gross, count(*) filter (where other.id <= line.id) as line_no
    from account_move_line as other
    where line.invoice is not null and other.move = line.move and other.account = line.account
) as total on true
cross join lateral (
    select
        coalesce(sum(settlement.amount), 0) as amount,
        coalesce(sum(settlement.amount_functional), 0) as amount_functional
    from work_settlement as settlement
    where
        line.part = 'money'
        and settlement.reconciliation = line.reconciliation
        and settlement.side = line.side
        and settlement.money = line.id
        and settlement.item = line.id
        -- where claims on the other side take all of it, the pairs need not be made
        and (
            select bool_or(other.part = 'money') or not bool_or(other.part = 'item')
            from st_party_line as other
            where other.reconciliation = line.reconciliation and other.side = line.side and other.is_due <> line.is_due
        ) is not false
) as kept
where
    line.part = 'item'
    or (
        line.part = 'money'
        and (open.amount <> 0 or open.amount_functional <> 0 or kept.amount <> 0 or kept.amount_functional <> 0)
    )
