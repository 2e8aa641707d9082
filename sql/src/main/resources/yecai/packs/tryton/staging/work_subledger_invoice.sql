-- Posted invoices of customers and suppliers, and what is settled of them.
select
    invoice.type,
    invoice.id as derive_key,
    invoice.id || invoice.suffix as entity_key,
    company.company,
    case when invoice.gross < 0 then 'credit_note' else 'invoice' end as document_type,
    invoice.number as document_no,
    invoice.document_date,
    invoice.posting_date,
    period.period as source_period,
    period.period as ledger_period,
    party.code as party,
    invoice.reference,
    counterparty.company as counterparty_company,
    term.name as payment_term,
    currency.code as transaction_currency,
    company.currency as functional_currency,
    invoice.net,
    invoice.tax,
    invoice.gross,
    invoice.net_functional,
    invoice.tax_functional,
    invoice.gross_functional,
    invoice.line_count,
    invoice.gross - coalesce(case when invoice.sign = 1 then items.open end, 0) as settled,
    case
        when invoice.state = 'cancelled' or invoice.is_reversal then 'reversed'
        when invoice.state = 'paid' then 'settled'
        else 'open'
    end as status,
    reasons.reason,
    case when invoice.sign = -1 then invoice.counterpart else invoice.reverses end as reverses,
    case when invoice.sign = 1 then invoice.counterpart end as reversed_by
from st_invoice as invoice
inner join st_company as company on company.id = invoice.company
inner join currency_currency as currency on currency.id = invoice.currency
left join st_period as period on period.id = invoice.period
left join party_party as party on party.id = invoice.party
left join st_company as counterparty on counterparty.party = invoice.party
left join account_invoice_payment_term as term on term.id = invoice.payment_term
left join lateral (
    select sum(open.amount) as open
    from account_move_line as line
    inner join work_still_open as open on open.id = line.id
    where line.move = invoice.move and line.account = invoice.account
) as items on true
left join lateral (
    select
        case
            when invoice.sign = -1 then 'cancellation'
            when min(line.reason) = max(line.reason) then min(line.reason)
            else 'mixed'
        end as reason
    from st_invoice_line as line
    where line.invoice = invoice.id and line.reason is not null and invoice.gross < 0
    having count(*) > 0 or invoice.sign = -1
) as reasons on true
