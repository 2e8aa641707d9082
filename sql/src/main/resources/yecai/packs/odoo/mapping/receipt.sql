-- Payments of customers. One without an entry is announced: Odoo calls the invoice paid, but the ledger has it open until the bank's
-- statement comes, and so has the hub: it settles nothing yet.
select
    paid.id as derive_key,
    'p' || paid.id as entity_key,
    company.company,
    'receipt' as document_type,
    coalesce(move.name, paid.name) as document_no,
    paid.date as document_date,
    coalesce(move.date, paid.date) as posting_date,
    to_char(coalesce(move.date, paid.date), 'YYYY-MM') as source_period,
    partner.partner as customer,
    partner.counterparty_company,
    journal.type as method,
    account.account as bank_account,
    currency.name as transaction_currency,
    company.currency as functional_currency,
    case paid.payment_type when 'inbound' then paid.amount else -paid.amount end as amount,
    paid.amount_company_currency_signed as amount_functional,
    case when move.id is null then 'announced' else 'posted' end as status
from account_payment as paid
inner join st_company as company on company.id = paid.company_id
left join account_move as move on move.id = paid.move_id and move.state = 'posted'
left join account_journal as journal on journal.id = paid.journal_id
left join st_account as account on account.id = journal.default_account_id and account.company_id = paid.company_id
left join res_currency as currency on currency.id = paid.currency_id
left join st_partner as partner on partner.id = paid.partner_id
where paid.partner_type = 'customer' and (move.id is not null or (paid.move_id is null and paid.state in ('in_process', 'paid')))
