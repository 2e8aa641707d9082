select
    company,
    period,
    currency,
    id::text as derive_key,
    amount,
    status = 'draft' as excluded
from supplier_payments
