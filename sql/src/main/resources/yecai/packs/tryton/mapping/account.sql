select
    account.id as derive_key,
    account.id::text as entity_key,
    company.company,
    coalesce(account.code, '#' || account.id) as account,
    account.name,
    jsonb_build_object('en', account.name) as names,
    case
        when type.id is null then 'heading'
        when type.statement = 'off-balance' then 'off_balance'
        when type.revenue then 'revenue'
        when type.expense or type.statement = 'income' then 'expense'
        when type.receivable or type.stock or type.assets then 'asset'
        when type.payable or type.debt then 'liability'
        else 'equity'
    end as account_kind,
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
    not coalesce(account.closed, false) as active
from account_account as account
inner join st_company as company on company.id = account.company
left join account_account_type as type on type.id = account.type
