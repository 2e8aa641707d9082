select
    company,
    period,
    currency,
    id::text as derive_key,
    tax as amount,
    status = 'draft' as excluded
from supplier_invoices
