-- What a payment's entry takes off an item without being money: an early payment discount, or an amount written off.
select
    part.id as derive_key,
    'w' || part.id as entity_key,
    company.company,
    case when part.is_discount then 'discount' else 'write_off' end as kind,
    'receipt' as document_type,
    booked.name as document_no,
    booked.date as document_date,
    part.day as posting_date,
    to_char(part.day, 'YYYY-MM') as source_period,
    case when part.credit_is_money then part.debit_item else part.credit_item end as receivable_item,
    case when move.move_type in ('out_invoice', 'out_refund', 'out_receipt') then move.id::text end as customer_invoice,
    currency.name as transaction_currency,
    company.currency as functional_currency,
    case when part.credit_is_money then 1 else -1 end * part.off_of_item as amount,
    case when part.credit_is_money then 1 else -1 end * part.off as amount_functional
from work_settlement as part
inner join st_company as company on company.id = part.company_id
inner join account_move as booked on booked.id = case when part.credit_is_money then part.credit_move else part.debit_move end
inner join account_move as move on move.id = case when part.credit_is_money then part.debit_move else part.credit_move end
left join res_currency as currency
    on currency.id = case when part.credit_is_money then part.debit_currency else part.credit_currency end
where part.kind = 'receivable' and (part.off <> 0 or part.off_of_item <> 0 or part.off_of_money <> 0)
