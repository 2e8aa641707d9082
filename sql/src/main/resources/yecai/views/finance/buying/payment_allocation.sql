-- Which payment or credit settled which open item of a supplier.
select
    a.source,
    a.entity_key,
    a.company,
    a.payment,
    a.payable_item,
    a.credit_item,
    a.supplier_invoice,
    a.allocation_date,
    a.posting_date,
    a.source_period,
    a.transaction_currency,
    a.functional_currency,
    a.amount,
    a.settling_currency,
    a.settling_amount,
    a.amount_functional,
    a.mapping_status,
    a.mapping_detail,
    a.source_tx,
    a.source_committed_at,
    a.applied_at
from canon.payment_allocation as a
