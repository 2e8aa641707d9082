select
    settled.derive_key,
    settled.entity_key,
    settled.company,
    settled.money as receipt,
    settled.item as receivable_item,
    settled.credit_item,
    settled.invoice as customer_invoice,
    settled.allocation_date,
    settled.source_period,
    settled.transaction_currency,
    settled.functional_currency,
    settled.amount,
    settled.settling_currency,
    settled.settling_amount,
    settled.amount_functional
from work_subledger_partial as settled
where settled.side = 'receivable'
