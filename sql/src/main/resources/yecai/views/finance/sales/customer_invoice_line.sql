-- Lines of posted invoices and credit notes; their amounts add up to the invoice, and so does each part of what settled it
-- (largest remainder by gross). All of these are null where the invoice has no open item.
select
    c.source,
    c.entity_key,
    c.company,
    c.customer_invoice,
    c.document_type,
    c.document_no,
    c.line_no,
    c.document_date,
    c.posting_date,
    c.source_period,
    c.customer,
    c.counterparty_company,
    c.sales_order_line,
    c.shipment_line,
    c.material,
    c.unit,
    c.quantity,
    c.unit_price,
    c.transaction_currency,
    c.functional_currency,
    c.net,
    c.tax,
    c.gross,
    c.net_functional,
    c.tax_functional,
    c.gross_functional,
    case when s.is_known then s.settled end as settled,
    case when s.is_known then s.paid_cash end as paid_cash,
    case when s.is_known then s.paid_bill end as paid_bill,
    case when s.is_known then s.credited end as credited,
    case when s.is_known then s.offset_amount end as offset_amount,
    case when s.is_known then s.discounted end as discounted,
    case when s.is_known then s.withheld end as withheld,
    case when s.is_known then s.written_off end as written_off,
    case when s.is_known then s.other_settled end as other_settled,
    c.account,
    c.reason,
    c.credits_line,
    c.mapping_status,
    c.mapping_detail,
    c.source_tx,
    c.source_committed_at,
    c.applied_at
from canon.customer_invoice_line as c
-- an outer join, so that it is left out where nobody asks for its columns
left join lateral (
    select
        count(*) = count(p.amount) and count(*) > 0 as is_known,
        sum(p.amount) as settled,
        coalesce(sum(p.amount) filter (where p.part = 'cash'), 0) as paid_cash,
        coalesce(sum(p.amount) filter (where p.part = 'bill'), 0) as paid_bill,
        coalesce(sum(p.amount) filter (where p.part = 'credit'), 0) as credited,
        coalesce(sum(p.amount) filter (where p.part = 'offset'), 0) as offset_amount,
        coalesce(sum(p.amount) filter (where p.part = 'discount'), 0) as discounted,
        coalesce(sum(p.amount) filter (where p.part = 'withholding'), 0) as withheld,
        coalesce(sum(p.amount) filter (where p.part = 'write_off'), 0) as written_off,
        coalesce(sum(p.amount) filter (where p.part = 'other'), 0) as other_settled
    from shared.line_settlement as p
    where p.source = c.source and p.customer_invoice_line = c.entity_key
) as s on true
