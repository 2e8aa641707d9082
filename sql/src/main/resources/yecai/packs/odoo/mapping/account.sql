-- An account may belong to several companies, with a code in each.
select
    account.id as derive_key,
    account.id || ':' || company.id as entity_key,
    company.company,
    account.account,
    account.name,
    account.names,
    account.account_kind,
    account.control_kind,
    account.active,
    case when account.account_kind is null then 'unmapped' else 'mapped' end as mapping_status,
    case when account.account_kind is null then 'account type ' || coalesce(account.account_type, 'none') end as mapping_detail
from st_account as account
inner join st_company as company on company.id = account.company_id
