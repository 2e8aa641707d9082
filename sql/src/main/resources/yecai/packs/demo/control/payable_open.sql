select
    company,
    period,
    functional_currency as currency,
    id::text as derive_key,
    open_functional as amount,
    status = 'draft' as excluded
from supplier_invoices
