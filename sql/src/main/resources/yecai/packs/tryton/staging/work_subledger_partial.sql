-- What payments settle of the open instalments of their invoice.
select
    payment.side,
    invoice.id as derive_key,
    'i' || invoice.id || ':' || partial.item || ':' || partial.payment as entity_key,
    company.company,
    case when payment.part = 'money' then payment.id::text end as money,
    partial.item::text as item,
    case when payment.part <> 'money' then payment.id::text end as credit_item,
    invoice.id::text as invoice,
    greatest(partial.payment_date, partial.item_date) as allocation_date,
    period.period as source_period,
    currency.code as transaction_currency,
    company.currency as functional_currency,
    partial.amount,
    paid.code as settling_currency,
    case when paid.code is not null then partial.payment_amount end as settling_amount,
    partial.amount_functional
from account_invoice as invoice
inner join work_partial as partial on partial.invoice = invoice.id
inner join st_party_line as payment on payment.id = partial.payment
inner join st_company as company on company.id = invoice.company
inner join currency_currency as currency on currency.id = partial.currency
left join currency_currency as paid on paid.id = partial.payment_currency and paid.id <> partial.currency
left join st_period as period on period.id = payment.period
