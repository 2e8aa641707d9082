-- Posted invoices and credit notes of customers and suppliers with their totals. A cancelled invoice stays, with its reversal: the
-- refund credit note, or, when Tryton only booked a cancelling move, a reversing row of its own (suffix ':c').
select
    invoice.id,
    invoice.type,
    document.suffix,
    document.sign,
    invoice.company,
    invoice.party,
    invoice.currency,
    invoice.account,
    invoice.move,
    invoice.state,
    invoice.payment_term,
    invoice.reference,
    case when document.sign = 1 then invoice.number else coalesce(move.post_number, move.number) end as number,
    case when document.sign = 1 then invoice.invoice_date else move.date end as document_date,
    move.date as posting_date,
    move.period,
    case when document.sign = 1 then refund.id || refund.suffix else invoice.id::text end as counterpart,
    document.sign = -1 or refunded.id is not null as is_reversal,
    case when document.sign = 1 and refunded.id is not null then refunded.id::text end as reverses,
    amounts.net,
    amounts.tax,
    amounts.net + amounts.tax as gross,
    ledger.gross - ledger.tax as net_functional,
    ledger.tax as tax_functional,
    ledger.gross as gross_functional,
    amounts.line_count
from account_invoice as invoice
inner join currency_currency as currency on currency.id = invoice.currency
left join lateral (
    -- the credit note that refunded this invoice, or the reversing row
    select other.id, '' as suffix
    from account_invoice as other
    where other.move = invoice.cancel_move and other.type = invoice.type
    order by other.id
    limit 1
) as credit on invoice.state = 'cancelled'
cross join lateral (
    select
        coalesce(credit.id, invoice.id) as id,
        case when credit.id is null then ':c' else '' end as suffix
    where invoice.state = 'cancelled'
    union all
    select null, null
    where invoice.state <> 'cancelled'
) as refund
left join lateral (
    select min(other.id) as id
    from account_invoice as other
    where other.cancel_move = invoice.move and other.type = invoice.type and other.state = 'cancelled'
) as refunded on true
cross join lateral (
    select '' as suffix, 1 as sign, invoice.move
    union all
    select ':c', -1, invoice.cancel_move
    where invoice.state = 'cancelled' and credit.id is null
) as document
inner join account_move as move on move.id = document.move
cross join lateral (
    select
        document.sign * coalesce((
            select sum(canon.round_half_even(line.quantity::text::numeric * line.unit_price, currency.digits))
            from account_invoice_line as line
            where line.invoice = invoice.id and line.type = 'line'
        ), 0) as net,
        document.sign * coalesce((
            select sum(tax.amount) from account_invoice_tax as tax where tax.invoice = invoice.id
        ), 0) as tax,
        (
            select count(*) from account_invoice_line as line where line.invoice = invoice.id and line.type = 'line'
        )::integer as line_count
) as amounts
cross join lateral (select case invoice.type when 'in' then -1 else 1 end as sign) as direction
cross join lateral (
    select
        document.sign
        * direction.sign
        * coalesce(sum(line.debit - line.credit) filter (where line.account = invoice.account), 0) as gross,
        document.sign
        * direction.sign
        * coalesce(sum(line.credit - line.debit) filter (where line.origin like 'account.invoice.tax,%'), 0) as tax
    from account_move_line as line
    where line.move = invoice.move
) as ledger
where
    invoice.move is not null
    and (invoice.state in ('posted', 'paid') or (invoice.state = 'cancelled' and invoice.cancel_move is not null))
