-- An item is a posted ledger line on a payable account. What is open of it at a day: its balance less what partial reconciliations took
-- from it up to that day. Exchange differences meet what they belong to on the day on which they are booked.
with item as (
    select
        own.ref::text as company,
        l.id, m.name::text as number, who.ref::text as partner, coalesce(l.date_maturity, l.date) as due,
        -1 * (l.balance - coalesce((
            select sum(case when r.debit_move_id = l.id then r.amount else -r.amount end)
            from account_partial_reconcile as r
            where l.id in (r.debit_move_id, r.credit_move_id) and r.max_date <= date :as_of
        ), 0)) as open,
        -1 * (l.amount_currency - coalesce((
            select sum(case when r.debit_move_id = l.id then r.debit_amount_currency else -r.credit_amount_currency end)
            from account_partial_reconcile as r
            where l.id in (r.debit_move_id, r.credit_move_id) and r.max_date <= date :as_of
        ), 0)) as open_transaction
    from account_move_line as l
    inner join res_company as c on c.id = l.company_id
    inner join res_partner as own on own.id = c.partner_id
    inner join account_move as m on m.id = l.move_id
    inner join account_account as a on a.id = l.account_id
    inner join res_partner as contact on contact.id = l.partner_id
    inner join res_partner as who on who.id = contact.commercial_partner_id
    where a.account_type = 'liability_payable' and l.parent_state = 'posted' and l.date <= date :as_of
)
select company, partner as supplier, number, sum(open) as open, sum(open_transaction) as open_transaction
from item
group by 1, 2, 3
having sum(abs(open)) + sum(abs(open_transaction)) <> 0
order by 1, 2, 3
