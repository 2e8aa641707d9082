-- What the entries of suppliers' payments take off the outstanding account, and what payments without one say; and lines of
-- statements that are booked on payables at once.
select
    coalesce(nullif(p.ref, ''), '#' || c.id) as company,
    to_char(x.day, 'YYYY-MM') as period,
    money.name::text as currency,
    x.id::text as derive_key,
    x.amount,
    false as excluded
from (
    select y.id, y.company_id, y.currency_id, coalesce(e.date, y.date) as day,
        case
            when e.id is null then case y.payment_type when 'outbound' then y.amount else -1 * y.amount end
            else (select -1 * sum(l.amount_currency) from account_move_line as l where l.move_id = e.id and l.account_id = y.outstanding_account_id)
        end as amount
    from account_payment as y
    left join account_move as e on e.id = y.move_id and e.state = 'posted'
    where y.partner_type = 'supplier' and (e.id is not null or (y.move_id is null and y.state in ('in_process', 'paid')))
    union all
    select b.id, e.company_id, b.currency_id, e.date,
        (
            select sum(l.amount_currency)
            from account_move_line as l, account_account as a
            where l.move_id = e.id and a.id = l.account_id and a.account_type = 'liability_payable'
        )
    from account_bank_statement_line as b, account_move as e
    where
        e.id = b.move_id
        and e.state = 'posted'
        and not exists (select from account_payment as y where y.move_id = e.id)
        and exists (
            select from account_move_line as l, account_account as a
            where l.move_id = e.id and a.id = l.account_id and a.account_type = 'liability_payable'
        )
) as x, res_company as c, res_partner as p, res_currency as money
where c.id = x.company_id and p.id = c.partner_id and money.id = x.currency_id
