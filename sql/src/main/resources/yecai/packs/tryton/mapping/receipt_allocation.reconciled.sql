select
    reconciliation.id as derive_key,
    'r' || reconciliation.id || ':' || coalesce(settlement.receipt, settlement.credit_item) || ':'
    || coalesce(settlement.item::text, '') as entity_key,
    company.company,
    settlement.receipt::text as receipt,
    settlement.item::text as receivable_item,
    settlement.credit_item::text as credit_item,
    item.invoice::text as customer_invoice,
    greatest(item.date, payment.date) as allocation_date,
    period.period as source_period,
    currency.code as transaction_currency,
    company.currency as functional_currency,
    settlement.amount,
    settlement.amount_functional
from account_move_reconciliation as reconciliation
inner join work_settlement as settlement on settlement.reconciliation = reconciliation.id
inner join st_receivable_line as payment on payment.id = coalesce(settlement.receipt, settlement.credit_item)
inner join st_company as company on company.id = payment.company
left join st_receivable_line as item on item.id = settlement.item
left join currency_currency as currency on currency.id = settlement.currency
left join st_period as period on period.id = payment.period
