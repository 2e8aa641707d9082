-- A partial reconciliation is a pair. The claim is the debit line, unless only that one is money: then a credit was paid back.
select
    part.id as derive_key,
    part.id::text as entity_key,
    company.company,
    case when way.back then part.debit_money else part.credit_money end as receipt,
    case when way.back then part.credit_item else part.debit_item end as receivable_item,
    case when way.back then part.debit_item else part.credit_item end as credit_item,
    case when move.move_type in ('out_invoice', 'out_refund', 'out_receipt') then move.id::text end as customer_invoice,
    part.day as allocation_date,
    part.day as posting_date,
    to_char(part.day, 'YYYY-MM') as source_period,
    item_currency.name as transaction_currency,
    company.currency as functional_currency,
    way.sign * (case when way.back then part.credit_transaction else part.debit_transaction end - part.off_of_item) as amount,
    case when way.differs then money_currency.name end as settling_currency,
    case
        when way.differs
            then way.sign * (case when way.back then part.debit_transaction else part.credit_transaction end - part.off_of_money)
    end as settling_amount,
    way.sign * (part.amount - part.off) as amount_functional
from work_settlement as part
inner join st_company as company on company.id = part.company_id
cross join lateral (
    select
        part.debit_is_money and not part.credit_is_money as back,
        case when part.debit_is_money and not part.credit_is_money then -1 else 1 end as sign,
        part.debit_currency <> part.credit_currency as differs
) as way
inner join account_move as move on move.id = case when way.back then part.credit_move else part.debit_move end
left join res_currency as item_currency on item_currency.id = case when way.back then part.credit_currency else part.debit_currency end
left join res_currency as money_currency on money_currency.id = case when way.back then part.debit_currency else part.credit_currency end
where part.kind = 'receivable' and not part.debit_is_exchange and not part.credit_is_exchange
