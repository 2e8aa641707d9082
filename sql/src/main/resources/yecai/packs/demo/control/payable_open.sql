select
    company,
    period,
    functional_currency as currency,
    id::text as derive_key,
    open_functional as amount,
    status = 'draft' as excluded
from supplier_invoices
union all
select
    company,
    period,
    functional_currency,
    id::text,
    -prepaid_open_functional,
    status = 'draft'
from supplier_payments
where prepaid_functional <> 0
