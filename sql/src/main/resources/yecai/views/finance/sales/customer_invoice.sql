-- Posted invoices and credit notes; credit notes are negative. settled is gross less what is open, by whatever means: its parts are
-- those of finance.invoice_settlement. Only what was settled by nothing but money has status 'paid'; without an open item nothing
-- is known, and all of it is null.
select
    c.source,
    c.entity_key,
    c.company,
    c.document_type,
    c.document_no,
    c.document_date,
    c.posting_date,
    c.source_period,
    c.customer,
    c.counterparty_company,
    c.payment_term,
    c.transaction_currency,
    c.functional_currency,
    c.net,
    c.tax,
    c.gross,
    c.net_functional,
    c.tax_functional,
    c.gross_functional,
    c.line_count,
    c.settled,
    case when c.settled is not null then s.paid_cash end as paid_cash,
    case when c.settled is not null then s.paid_bill end as paid_bill,
    case when c.settled is not null then s.credited end as credited,
    case when c.settled is not null then s.offset_amount end as offset_amount,
    case when c.settled is not null then s.discounted end as discounted,
    case when c.settled is not null then s.withheld end as withheld,
    case when c.settled is not null then s.written_off end as written_off,
    c.settled - s.explained as other_settled,
    case when c.status = 'settled' and s.paid_cash = c.gross then 'paid' else c.status end as status,
    c.reason,
    c.reverses,
    c.reversed_by,
    c.mapping_status,
    c.mapping_detail,
    c.source_tx,
    c.source_committed_at,
    c.applied_at
from canon.customer_invoice as c
-- an outer join, so that it is left out where nobody asks for its columns
left join lateral (
    select
        coalesce(sum(p.amount) filter (where p.part = 'cash'), 0) as paid_cash,
        coalesce(sum(p.amount) filter (where p.part = 'bill'), 0) as paid_bill,
        coalesce(sum(p.amount) filter (where p.part = 'credit'), 0) as credited,
        coalesce(sum(p.amount) filter (where p.part = 'offset'), 0) as offset_amount,
        coalesce(sum(p.amount) filter (where p.part = 'discount'), 0) as discounted,
        coalesce(sum(p.amount) filter (where p.part = 'withholding'), 0) as withheld,
        coalesce(sum(p.amount) filter (where p.part = 'write_off'), 0) as written_off,
        coalesce(sum(p.amount), 0) as explained
    from shared.settlement_part as p
    where p.source = c.source and p.customer_invoice = c.entity_key
) as s on true
