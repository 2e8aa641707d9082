-- What money and credits settle in reconciled groups.
select
    settlement.side,
    reconciliation.id as derive_key,
    'r' || reconciliation.id || ':' || coalesce(settlement.money, settlement.credit_item) || ':'
    || settlement.item as entity_key,
    company.company,
    settlement.money::text as money,
    settlement.item::text as item,
    settlement.credit_item::text as credit_item,
    settlement.item_invoice::text as invoice,
    settlement.later_date as allocation_date,
    period.period as source_period,
    currency.code as transaction_currency,
    company.currency as functional_currency,
    settlement.amount,
    settling.code as settling_currency,
    settlement.settling_amount,
    settlement.amount_functional
from account_move_reconciliation as reconciliation
inner join work_settlement as settlement on settlement.reconciliation = reconciliation.id
inner join st_company as company on company.id = settlement.company
left join currency_currency as currency on currency.id = settlement.item_currency
left join currency_currency as settling on settling.id = settlement.settling_currency
left join st_period as period on period.id = settlement.settling_period
where settlement.money is distinct from settlement.item
