-- Odoo's partial reconciliations: a debit line and a credit line with the amount that they take off each other, in the company's
-- currency and in that of each. off, off_transaction: what of it is no money but discount or written off, where one of both is money.
select
    part.id,
    debit.kind,
    debit.company_id,
    part.max_date as day,
    part.amount,
    part.debit_amount_currency as debit_transaction,
    part.credit_amount_currency as credit_transaction,
    debit.id as debit,
    debit.move_id as debit_move,
    debit.move_id || ':' || debit.id as debit_item,
    debit.currency_id as debit_currency,
    debit.money as debit_money,
    debit.is_money as debit_is_money,
    debit.is_exchange as debit_is_exchange,
    debit.date as debit_day,
    credit.id as credit,
    credit.move_id as credit_move,
    credit.move_id || ':' || credit.id as credit_item,
    credit.currency_id as credit_currency,
    credit.money as credit_money,
    credit.is_money as credit_is_money,
    credit.is_exchange as credit_is_exchange,
    credit.date as credit_day,
    case when off.applies then round(part.amount * off.share, company.digits) else 0 end as off,
    case
        when off.applies
            then round(
                case when credit.is_money then part.credit_amount_currency else part.debit_amount_currency end * off.share_transaction,
                paid.decimal_places
            )
        else 0
    end as off_of_money,
    case
        when off.applies
            then round(
                case when credit.is_money then part.debit_amount_currency else part.credit_amount_currency end * off.share_transaction,
                claimed.decimal_places
            )
        else 0
    end as off_of_item,
    off.is_discount
from account_partial_reconcile as part
inner join tx_open_line as debit on debit.id = part.debit_move_id
inner join tx_open_line as credit on credit.id = part.credit_move_id
inner join st_company as company on company.id = debit.company_id
cross join lateral (
    select
        debit.is_money <> credit.is_money and not debit.is_exchange and not credit.is_exchange as applies,
        case when credit.is_money then credit.share else debit.share end as share,
        case when credit.is_money then credit.share_transaction else debit.share_transaction end as share_transaction,
        case when credit.is_money then credit.is_discount else debit.is_discount end as is_discount
) as off
left join res_currency as paid on paid.id = case when credit.is_money then credit.currency_id else debit.currency_id end
left join res_currency as claimed on claimed.id = case when credit.is_money then debit.currency_id else credit.currency_id end
