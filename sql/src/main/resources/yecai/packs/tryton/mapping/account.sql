select
    account.id as derive_key,
    account.id::text as entity_key,
    company.company,
    coalesce(account.code, '#' || account.id) as account,
    account.name,
    jsonb_build_object('en', account.name) as names,
    case when account.type is null then 'heading' else type.account_kind end as account_kind,
    case
        when type.receivable then 'receivable'
        when type.payable then 'payable'
        when type.stock and type.statement = 'balance' then 'stock'
        when exists (
            select
            from account_invoice_payment_method as method
            where method.debit_account = account.id or method.credit_account = account.id
        ) then 'bank'
    end as control_kind,
    not coalesce(account.closed, false) as active,
    case when account.type is not null and type.account_kind is null then 'unmapped' else 'mapped' end as mapping_status,
    case when account.type is not null and type.account_kind is null then 'account type ' || account.type end as mapping_detail
from account_account as account
inner join st_company as company on company.id = account.company
left join st_account_type as type on type.id = account.type
