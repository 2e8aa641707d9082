-- Drafts are no invoices yet.
select
    company,
    period,
    currency,
    id::text as derive_key,
    net as amount,
    status = 'draft' as excluded
from customer_invoices
