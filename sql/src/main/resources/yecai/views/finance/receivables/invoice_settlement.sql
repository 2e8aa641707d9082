-- How each posted invoice and credit note was settled, today: gross - open = settled = the parts. Money is paid_cash; an acceptance
-- bill is paid_bill until it matures and is paid, then cash on that day. Credits of other documents are credited, a cancelled
-- pair offsets itself. other_settled is what the ERP took off and no movement explains. exchange_difference_functional is what the
-- money was worth more than the books when it settled (a gain is positive), in the company's currency, beside the parts. Where the
-- invoice has no open item, nothing is known and all of it is null (status 'no_item').
select
    c.source,
    c.entity_key,
    c.company,
    c.counterparty_company,
    c.customer,
    c.document_type,
    c.document_no,
    c.document_date,
    c.posting_date,
    c.transaction_currency,
    c.gross,
    i.open,
    c.gross - i.open as settled,
    case when i.items > 0 then s.paid_cash end as paid_cash,
    case when i.items > 0 then s.paid_bill end as paid_bill,
    case when i.items > 0 then s.credited end as credited,
    case when i.items > 0 then s.offset_amount end as offset_amount,
    case when i.items > 0 then s.discounted end as discounted,
    case when i.items > 0 then s.withheld end as withheld,
    case when i.items > 0 then s.written_off end as written_off,
    c.gross - i.open - s.explained as other_settled,
    s.first_cash_date,
    s.last_cash_date,
    s.last_cash_date - coalesce(c.posting_date, c.document_date) as days_to_cash,
    case
        when i.items = 0 then 'no_item'
        when c.reversed_by is not null or c.status = 'reversed' or (s.offset_amount = c.gross and c.gross <> 0) then 'reversed'
        when i.open = 0 then 'settled'
        when i.open = c.gross then 'open'
        else 'part'
    end as status,
    c.mapping_status,
    c.source_tx,
    c.source_committed_at,
    c.applied_at,
    case when i.items > 0 then x.gained end as exchange_difference_functional
from canon.customer_invoice as c
cross join lateral (
    select count(*) as items, sum(r.open_transaction) as open
    from canon.receivable_item as r
    where r.source = c.source and r.customer_invoice = c.entity_key
) as i
cross join lateral (
    select
        coalesce(sum(p.amount) filter (where p.part = 'cash'), 0) as paid_cash,
        coalesce(sum(p.amount) filter (where p.part = 'bill'), 0) as paid_bill,
        coalesce(sum(p.amount) filter (where p.part = 'credit'), 0) as credited,
        coalesce(sum(p.amount) filter (where p.part = 'offset'), 0) as offset_amount,
        coalesce(sum(p.amount) filter (where p.part = 'discount'), 0) as discounted,
        coalesce(sum(p.amount) filter (where p.part = 'withholding'), 0) as withheld,
        coalesce(sum(p.amount) filter (where p.part = 'write_off'), 0) as written_off,
        coalesce(sum(p.amount), 0) as explained,
        min(p.day) filter (where p.part = 'cash' and p.amount <> 0) as first_cash_date,
        max(p.day) filter (where p.part = 'cash' and p.amount <> 0) as last_cash_date
    from shared.settlement_part as p
    where p.source = c.source and p.customer_invoice = c.entity_key
) as s
cross join lateral (
    select coalesce(-sum(j.amount_functional), 0) as gained
    from canon.receivable_item as r
    inner join canon.adjustment as j on j.source = r.source and j.receivable_item = r.entity_key
    where r.source = c.source and r.customer_invoice = c.entity_key and j.kind = 'exchange_difference'
) as x
