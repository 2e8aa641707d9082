-- An exchange difference, on the day on which Odoo books it: what the item that it meets loses in the company's currency.
select
    part.id as derive_key,
    'x' || part.id as entity_key,
    company.company,
    'exchange_difference' as kind,
    'journal_entry' as document_type,
    booked.name as document_no,
    booked.date as document_date,
    booked.date as posting_date,
    to_char(booked.date, 'YYYY-MM') as source_period,
    case when part.debit_is_exchange then part.credit_item else part.debit_item end as payable_item,
    case when move.move_type in ('in_invoice', 'in_refund', 'in_receipt') then move.id::text end as supplier_invoice,
    currency.name as transaction_currency,
    company.currency as functional_currency,
    case when part.debit_is_exchange then part.credit_transaction else -part.debit_transaction end as amount,
    case when part.debit_is_exchange then part.amount else -part.amount end as amount_functional
from work_settlement as part
inner join st_company as company on company.id = part.company_id
inner join account_move as booked on booked.id = case when part.debit_is_exchange then part.debit_move else part.credit_move end
inner join account_move as move on move.id = case when part.debit_is_exchange then part.credit_move else part.debit_move end
left join res_currency as currency
    on currency.id = case when part.debit_is_exchange then part.credit_currency else part.debit_currency end
where part.kind = 'payable' and part.debit_is_exchange <> part.credit_is_exchange
