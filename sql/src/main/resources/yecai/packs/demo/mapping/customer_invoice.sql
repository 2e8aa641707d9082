-- What is settled of an invoice that has no open item is unknown. A document that cancels another is reversed as that one is.
select
    i.id as derive_key,
    i.id::text as entity_key,
    i.company,
    i.doc_type as document_type,
    i.number as document_no,
    i.invoice_date as document_date,
    i.posting_date,
    i.period as source_period,
    i.customer,
    i.trading_company as counterparty_company,
    i.payment_term,
    i.currency as transaction_currency,
    i.functional_currency,
    i.net,
    i.tax,
    i.gross,
    i.net_functional,
    i.tax_functional,
    i.gross_functional,
    i.line_count,
    case when o.items > 0 then i.gross - o.open_amount end as settled,
    case
        when i.reversed_by_id is not null or i.reverses_id is not null then 'reversed'
        when o.items = 0 then 'no_item'
        when o.open_amount = 0 then 'settled'
        else 'posted'
    end as status,
    i.reason,
    i.reverses_id::text as reverses,
    i.reversed_by_id::text as reversed_by
from customer_invoices as i
cross join lateral (
    select count(*) as items, sum(a.open_amount) as open_amount
    from ar_items as a
    where a.customer_invoice_id = i.id
) as o
where i.status = 'posted'
