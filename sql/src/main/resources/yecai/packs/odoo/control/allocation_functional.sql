-- Partial reconciliations of receivables less what of them is written off or discounted by the payment's entry. A refunded credit counts
-- as less. Exchange differences are adjustments.
with side as (
    select
        l.id,
        l.move_id,
        y.id is not null or m.statement_line_id is not null as is_money,
        not (y.id is not null or m.statement_line_id is not null)
        and l.amount_residual = 0 and l.amount_residual_currency = 0
        and l.move_id in (select x.exchange_move_id from account_partial_reconcile as x where x.exchange_move_id is not null) as is_exchange,
        coalesce((
            select
                -1 * coalesce(sum(k.balance) filter (where k.account_id not in (l.account_id, y.outstanding_account_id)), 0)
                / nullif(sum(k.balance) filter (where k.account_id = l.account_id), 0)
            from account_move_line as k
            where k.move_id = l.move_id and y.outstanding_account_id is not null
        ), 0) as share
    from account_move_line as l
    inner join account_move as m on m.id = l.move_id and m.state = 'posted'
    inner join account_account as a on a.id = l.account_id and a.account_type = 'asset_receivable' and a.non_trade is not true
    left join account_payment as y on y.move_id = m.id
)

select
    coalesce(nullif(p.ref, ''), '#' || c.id) as company,
    to_char(r.max_date, 'YYYY-MM') as period,
    money.name::text as currency,
    r.id::text as derive_key,
    case when d.is_money and not e.is_money then -1 else 1 end
    * (r.amount - case when d.is_money <> e.is_money then round(r.amount * case when d.is_money then d.share else e.share end, money.decimal_places) else 0 end)
        as amount,
    false as excluded
from account_partial_reconcile as r, side as d, side as e, account_move_line as l, res_company as c, res_partner as p, res_currency as money
where
    d.id = r.debit_move_id
    and e.id = r.credit_move_id
    and not d.is_exchange
    and not e.is_exchange
    and l.id = d.id
    and c.id = l.company_id
    and p.id = c.partner_id
    and money.id = c.currency_id
