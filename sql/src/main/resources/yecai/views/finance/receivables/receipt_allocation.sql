-- Which receipt or credit settled which open item.
select
    r.source,
    r.entity_key,
    r.company,
    r.receipt,
    r.receivable_item,
    r.credit_item,
    r.customer_invoice,
    r.allocation_date,
    r.posting_date,
    r.source_period,
    r.transaction_currency,
    r.functional_currency,
    r.amount,
    r.amount_functional,
    r.mapping_status,
    r.mapping_detail,
    r.source_tx,
    r.source_committed_at,
    r.applied_at,
    r.settling_currency,
    r.settling_amount
from canon.receipt_allocation as r
