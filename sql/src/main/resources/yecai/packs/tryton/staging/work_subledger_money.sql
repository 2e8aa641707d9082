-- Money that came from customers (and was paid back to them), and money that went to suppliers.
select
    line.side,
    line.id as derive_key,
    line.id::text as entity_key,
    company.company,
    case when line.amount_functional > 0 then 'refund' when line.side = 'receivable' then 'receipt' else 'payment' end as document_type,
    line.document_no,
    line.date as document_date,
    line.date as posting_date,
    period.period as source_period,
    period.period as ledger_period,
    party.code as party,
    counterparty.company as counterparty_company,
    line.journal as method,
    bank.account as bank_account,
    currency.code as transaction_currency,
    company.currency as functional_currency,
    -line.amount as amount,
    -line.amount_functional as amount_functional,
    line.state as status
from st_party_line as line
inner join st_company as company on company.id = line.company
left join currency_currency as currency on currency.id = line.currency
left join st_period as period on period.id = line.period
left join party_party as party on party.id = line.party
left join st_company as counterparty on counterparty.party = line.party
left join lateral (
    select min(coalesce(account.code, '#' || account.id)) as account
    from account_move_line as other
    inner join account_account as account on account.id = other.account
    where other.move = line.move and other.account <> line.account
) as bank on true
where line.part = 'money'
