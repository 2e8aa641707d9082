select
    line.move_id as derive_key,
    line.move_id || ':' || line.id as entity_key,
    company.company,
    account.account as bank_account,
    journal.type as document_type,
    move.name as document_no,
    line.date as posting_date,
    currency.name as transaction_currency,
    company.currency as functional_currency,
    line.amount_currency as amount,
    line.balance as amount_functional
from account_move_line as line
inner join account_move as move on move.id = line.move_id
inner join st_company as company on company.id = line.company_id
inner join st_account as account on account.id = line.account_id and account.company_id = line.company_id and account.control_kind = 'bank'
left join account_journal as journal on journal.id = move.journal_id
left join res_currency as currency on currency.id = line.currency_id
where move.state = 'posted'
