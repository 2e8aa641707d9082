-- A payment in another currency than its invoice's makes two rows: what the item loses, in the invoice's currency, and
-- what the receipt loses, in its own. Both name the invoice.
select
    invoice.id as derive_key,
    'i' || invoice.id || ':' || partial.item || ':' || partial.payment || side.suffix as entity_key,
    company.company,
    case when side.of_payment and payment.part = 'receipt' then payment.id::text end as receipt,
    case
        when side.of_item then partial.item::text
        when payment.part <> 'receipt' then payment.id::text
    end as receivable_item,
    case when side.of_item and side.of_payment and payment.part <> 'receipt' then payment.id::text end as credit_item,
    invoice.id::text as customer_invoice,
    greatest(partial.payment_date, partial.item_date) as allocation_date,
    period.period as source_period,
    currency.code as transaction_currency,
    company.currency as functional_currency,
    side.sign * case when side.of_item then partial.amount else partial.payment_amount end as amount,
    side.sign * partial.amount_functional as amount_functional
from account_invoice as invoice
inner join work_partial as partial on partial.invoice = invoice.id
inner join st_receivable_line as payment on payment.id = partial.payment
inner join st_company as company on company.id = invoice.company
cross join lateral (
    select true as of_item, true as of_payment, '' as suffix, 1 as sign
    where partial.payment_currency = partial.currency
    union all
    select true, false, ':item', 1
    where partial.payment_currency <> partial.currency
    union all
    select false, true, ':payment', case when payment.part = 'receipt' then 1 else -1 end
    where partial.payment_currency <> partial.currency
) as side
inner join currency_currency as currency
    on currency.id = case when side.of_item then partial.currency else partial.payment_currency end
left join st_period as period on period.id = payment.period
