-- Posted entries of payments and bank statement lines: what of each amount that they take off receivables or payables is not money but
-- written off or discounted (share, and share_transaction in the payment's currency). Where an entry touches receivables and payables,
-- nobody can say of which.
select
    move.id,
    payment.id as payment,
    payment.partner_type,
    move.statement_line_id as statement_line,
    part.receivable,
    part.receivable_transaction,
    part.payable,
    part.payable_transaction,
    case when part.receivable = 0 or part.payable = 0 then -part.other / nullif(part.receivable + part.payable, 0) end as share,
    case
        when part.receivable = 0 or part.payable = 0
            then -part.other_transaction / nullif(part.receivable_transaction + part.payable_transaction, 0)
    end as share_transaction,
    part.is_discount
from account_move as move
left join account_journal as journal on journal.id = move.journal_id
left join lateral (
    select one.id, one.partner_type, one.outstanding_account_id
    from account_payment as one
    where one.move_id = move.id
    order by one.id
    limit 1
) as payment on true
left join res_company as company on company.id = move.company_id
cross join lateral (
    select
        coalesce(sum(line.balance) filter (where kind.kind = 'receivable'), 0) as receivable,
        coalesce(sum(line.amount_currency) filter (where kind.kind = 'receivable'), 0) as receivable_transaction,
        coalesce(sum(line.balance) filter (where kind.kind = 'payable'), 0) as payable,
        coalesce(sum(line.amount_currency) filter (where kind.kind = 'payable'), 0) as payable_transaction,
        coalesce(sum(line.balance) filter (where kind.kind = 'other'), 0) as other,
        coalesce(sum(line.amount_currency) filter (where kind.kind = 'other'), 0) as other_transaction,
        coalesce(bool_or(line.account_id in (
            company.account_journal_early_pay_discount_gain_account_id, company.account_journal_early_pay_discount_loss_account_id
        )), false) as is_discount
    from account_move_line as line
    left join account_account as account on account.id = line.account_id
    cross join lateral (
        select
            case
                when account.account_type = 'asset_receivable' then 'receivable'
                when account.account_type = 'liability_payable' then 'payable'
                when line.account_id in (
                    payment.outstanding_account_id, journal.default_account_id, journal.suspense_account_id
                ) then 'money'
                else 'other'
            end as kind
    ) as kind
    where line.move_id = move.id and line.account_id is not null
) as part
where move.state = 'posted' and (payment.id is not null or move.statement_line_id is not null)
