select
    company,
    period,
    currency,
    id::text as derive_key,
    gross as amount,
    status = 'draft' as excluded
from supplier_invoices
