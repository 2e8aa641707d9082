-- What an invoice loses beyond what the payment is worth: the cash discount that was taken, and in the books the exchange difference.
select
    a.id as derive_key,
    a.id || k.suffix as entity_key,
    a.company,
    k.kind,
    a.allocation_date as document_date,
    least(a.allocation_date, (to_date(a.period, 'YYYY-MM') + interval '1 month')::date - 1) as posting_date,
    a.period as source_period,
    a.supplier_invoice_id::text as payable_item,
    a.supplier_invoice_id::text as supplier_invoice,
    a.currency as transaction_currency,
    a.functional_currency,
    k.amount,
    k.amount_functional
from ap_allocations as a
cross join lateral (
    values ('', 'exchange_difference', 0, a.exchange_difference), (':discount', 'discount', a.discount, a.discount_functional)
) as k (suffix, kind, amount, amount_functional)
where k.amount <> 0 or k.amount_functional <> 0
