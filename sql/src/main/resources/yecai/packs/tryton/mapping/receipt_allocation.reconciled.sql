select
    reconciliation.id as derive_key,
    'r' || reconciliation.id || ':' || coalesce(coalesce(settlement.receipt, settlement.credit_item)::text, '') || ':'
    || coalesce(settlement.item::text, '') as entity_key,
    company.company,
    settlement.receipt::text as receipt,
    settlement.item::text as receivable_item,
    settlement.credit_item::text as credit_item,
    item.invoice::text as customer_invoice,
    case
        when item.id is not null and settling.id <> item.id then greatest(item.date, settling.date)
        else reconciliation.date
    end as allocation_date,
    period.period as source_period,
    currency.code as transaction_currency,
    company.currency as functional_currency,
    settlement.amount,
    settlement.amount_functional
from account_move_reconciliation as reconciliation
inner join work_settlement as settlement on settlement.reconciliation = reconciliation.id
inner join st_receivable_line as settling
    on settling.id = coalesce(settlement.receipt, settlement.credit_item, settlement.item)
inner join st_company as company on company.id = settling.company
left join st_receivable_line as item on item.id = settlement.item
left join currency_currency as currency on currency.id = settlement.currency
left join st_period as period on period.id = settling.period
