-- What is taken out of a prepayment names its item, as a credit note does. The ERP stores no posting date with an allocation. What it posts late it posts on the last day of the period that it stores.
select
    a.id as derive_key,
    a.id::text as entity_key,
    a.company,
    a.supplier_payment_id::text as payment,
    a.supplier_invoice_id::text as payable_item,
    case when a.from_prepaid then a.supplier_payment_id || ':prepaid' else a.credit_invoice_id::text end as credit_item,
    a.supplier_invoice_id::text as supplier_invoice,
    a.allocation_date,
    least(a.allocation_date, (to_date(a.period, 'YYYY-MM') + interval '1 month')::date - 1) as posting_date,
    a.period as source_period,
    a.currency as transaction_currency,
    a.functional_currency,
    a.amount,
    a.amount_functional
from ap_allocations as a
