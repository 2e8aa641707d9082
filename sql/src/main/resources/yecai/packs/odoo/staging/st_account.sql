-- Accounts as each company that has them sees them. Taxes and staff stand on receivable and payable accounts too, marked non-trade: they
-- are no claims on customers. Perpetual valuation posts with invoices, so no account is the value of stock until that is closed.
select
    account.id,
    rel.res_company_id as company_id,
    coalesce(account.code_store ->> split_part(company.parent_path, '/', 1), '#' || account.id) as account,
    account.name ->> 'en_US' as name,
    jsonb_strip_nulls(jsonb_build_object('en', account.name ->> 'en_US', 'zh', account.name ->> 'zh_CN')) as names,
    account.account_type,
    case split_part(account.account_type, '_', 1)
        when 'asset' then 'asset'
        when 'liability' then 'liability'
        when 'equity' then 'equity'
        when 'income' then 'revenue'
        when 'expense' then 'expense'
        when 'off' then 'off_balance'
    end as account_kind,
    case
        when account.account_type = 'asset_cash' then 'bank'
        when coalesce(account.non_trade, false) then null
        when account.account_type = 'asset_receivable' then 'receivable'
        when account.account_type = 'liability_payable' then 'payable'
    end as control_kind,
    coalesce(account.active, false) as active
from account_account as account
inner join account_account_res_company_rel as rel on rel.account_account_id = account.id
inner join res_company as company on company.id = rel.res_company_id
