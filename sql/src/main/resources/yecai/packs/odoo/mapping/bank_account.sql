-- Accounts of cash and banks. Odoo stores no balance of them.
select
    account.id as derive_key,
    account.id || ':' || company.id as entity_key,
    company.company,
    account.account as bank_account,
    account.account,
    coalesce(own.name, company.currency) as transaction_currency,
    company.currency as functional_currency
from st_account as account
inner join st_company as company on company.id = account.company_id
inner join account_account as kept on kept.id = account.id
left join res_currency as own on own.id = kept.currency_id
where account.control_kind = 'bank'
