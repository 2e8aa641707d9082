-- Lines of bank statements that are booked on receivables without a payment: what they take off these.
select
    stated.id as derive_key,
    's' || stated.id as entity_key,
    company.company,
    'receipt' as document_type,
    move.name as document_no,
    move.date as document_date,
    move.date as posting_date,
    to_char(move.date, 'YYYY-MM') as source_period,
    partner.partner as customer,
    partner.counterparty_company,
    journal.type as method,
    account.account as bank_account,
    currency.name as transaction_currency,
    company.currency as functional_currency,
    -money.receivable_transaction * (1 - coalesce(money.share_transaction, money.share, 0)) as amount,
    -money.receivable * (1 - coalesce(money.share, 0)) as amount_functional,
    'posted' as status
from account_bank_statement_line as stated
inner join account_move as move on move.id = stated.move_id
inner join tx_money as money on money.id = move.id and money.payment is null and money.statement_line = stated.id
inner join st_company as company on company.id = move.company_id
left join account_journal as journal on journal.id = move.journal_id
left join st_account as account on account.id = journal.default_account_id and account.company_id = move.company_id
left join res_currency as currency on currency.id = stated.currency_id
left join st_partner as partner on partner.id = stated.partner_id
where money.receivable <> 0 or money.receivable_transaction <> 0
