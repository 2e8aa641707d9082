-- What an invoice loses in the books beyond what the payment is worth.
select
    a.id as derive_key,
    a.id::text as entity_key,
    a.company,
    'exchange_difference' as kind,
    a.allocation_date as document_date,
    least(a.allocation_date, (to_date(a.period, 'YYYY-MM') + interval '1 month')::date - 1) as posting_date,
    a.period as source_period,
    a.supplier_invoice_id::text as payable_item,
    a.supplier_invoice_id::text as supplier_invoice,
    a.currency as transaction_currency,
    a.functional_currency,
    0::numeric as amount,
    a.exchange_difference as amount_functional
from ap_allocations as a
where a.exchange_difference <> 0
