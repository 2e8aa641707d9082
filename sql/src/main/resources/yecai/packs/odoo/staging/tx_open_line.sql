-- Posted lines of the ledger that claim or owe something: on receivable and payable accounts of trade. is_exchange: the line books an
-- exchange difference of what is settled, and is settled itself: no item of its own but an adjustment of the item that it meets.
select
    line.id,
    line.move_id,
    line.company_id,
    case account.account_type when 'asset_receivable' then 'receivable' else 'payable' end as kind,
    line.account_id,
    line.partner_id,
    line.currency_id,
    line.date,
    coalesce(line.date_maturity, line.date) as due_date,
    line.balance,
    line.amount_currency,
    line.amount_residual,
    line.amount_residual_currency,
    money.id is not null as is_money,
    case
        when money.payment is not null and money.partner_type = 'customer' and account.account_type = 'asset_receivable'
            then 'p' || money.payment
        when money.payment is not null and money.partner_type = 'supplier' and account.account_type = 'liability_payable'
            then 'p' || money.payment
        when money.payment is null and money.statement_line is not null then 's' || money.statement_line
    end as money,
    coalesce(money.share, 0) as share,
    coalesce(money.share_transaction, money.share, 0) as share_transaction,
    coalesce(money.is_discount, false) as is_discount,
    money.id is null
    and line.amount_residual = 0
    and line.amount_residual_currency = 0
    and exists (
        select from account_partial_reconcile as part where part.exchange_move_id = line.move_id
    ) as is_exchange
from account_move_line as line
inner join account_move as move on move.id = line.move_id
inner join account_account as account on account.id = line.account_id
left join tx_money as money on money.id = line.move_id
where
    move.state = 'posted'
    and account.account_type in ('asset_receivable', 'liability_payable')
    and not coalesce(account.non_trade, false)
