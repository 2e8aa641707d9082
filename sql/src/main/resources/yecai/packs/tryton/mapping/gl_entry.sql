select
    line.id as derive_key,
    line.id::text as entity_key,
    company.company,
    move.id::text as gl_document,
    journal.type as document_type,
    coalesce(move.post_number, move.number) as document_no,
    move.date as document_date,
    move.date as posting_date,
    period.period as source_period,
    period.period as ledger_period,
    coalesce(account.code, '#' || account.id) as account,
    case when account.type is null then 'heading' else type.account_kind end as account_kind,
    case
        when type.receivable then 'receivable'
        when type.payable then 'payable'
        when type.stock and type.statement = 'balance' then 'stock'
        when bank.found then 'bank'
    end as control_kind,
    case when type.receivable then party.code end as customer,
    case when type.payable then party.code end as supplier,
    counterparty.company as counterparty_company,
    analytic.cost_center,
    coalesce(nullif(line.description, ''), move.description) as description,
    coalesce(currency.code, company.currency) as transaction_currency,
    company.currency as functional_currency,
    case
        when line.second_currency is null then line.debit - line.credit
        else coalesce(line.amount_second_currency, 0)
    end as amount_transaction,
    line.debit,
    line.credit,
    move.state as status,
    case split_part(move.origin, ',', 1)
        when 'account.invoice' then 'invoice'
        when 'stock.move' then 'stock_movement'
        when 'account.payment' then 'payment'
        when 'account.move' then 'gl_document'
        else nullif(split_part(move.origin, ',', 1), '')
    end as origin_entity,
    nullif(split_part(move.origin, ',', 2), '') as origin_key
from account_move_line as line
inner join account_move as move on move.id = line.move
inner join st_company as company on company.id = move.company
inner join account_account as account on account.id = line.account
left join st_account_type as type on type.id = account.type
left join account_journal as journal on journal.id = move.journal
left join st_period as period on period.id = move.period
left join party_party as party on party.id = line.party
left join st_company as counterparty on counterparty.party = line.party
left join currency_currency as currency on currency.id = line.second_currency
left join lateral (
    select min(coalesce(center.code, center.name)) as cost_center
    from analytic_account_line as entry
    inner join analytic_account_account as center on center.id = entry.account
    where entry.move_line = line.id
    having count(distinct entry.account) = 1
) as analytic on true
cross join lateral (
    select exists (
        select
        from account_invoice_payment_method as method
        where method.debit_account = account.id or method.credit_account = account.id
    ) as found
) as bank
