-- The open balance of the payable accounts by the period in which it arose: every unreconciled ledger line in its
-- own period; what a partial payment covers of its invoice moves from the payment's period to the invoice's.
with open_line as (
    select l.id, l.move, l.account, m.company, m.period, m.date, l.credit - l.debit as amount
    from account_move_line as l
    inner join account_move as m on m.id = l.move
    where
        l.reconciliation is null
        and l.account in (
            select a.id from account_account as a where a.type in (select t.id from account_account_type as t where t.payable)
        )
),

invoice as (
    select
        i.id,
        min(o.id) as line,
        min(o.period) as period,
        min(o.company) as company,
        (
            select case when sum(x.credit - x.debit) < 0 then -1 else 1 end
            from account_move_line as x
            where x.move = i.move and x.account = i.account
        ) as direction,
        sum(greatest(o.amount, 0)) as positive,
        sum(greatest(-o.amount, 0)) as negative
    from account_invoice as i
    inner join open_line as o on o.move = i.move and o.account = i.account
    where i.type = 'in'
    group by i.id
),

payment as (
    select
        o.id,
        o.period,
        o.company,
        invoice.id as invoice,
        invoice.direction,
        case when invoice.direction > 0 then invoice.positive else invoice.negative end as due,
        greatest(0, -invoice.direction * o.amount) as paid,
        sum(greatest(0, -invoice.direction * o.amount)) over (partition by invoice.id order by o.date, o.id) as paid_so_far
    from invoice
    inner join (select distinct k.invoice, k.line from "account_invoice-account_move_line" as k) as k on k.invoice = invoice.id
    inner join open_line as o on o.id = k.line
    inner join account_invoice as i on i.id = invoice.id
    where o.move <> i.move
),

applied as (
    select payment.*, payment.direction * greatest(0, least(payment.paid, payment.due - (payment.paid_so_far - payment.paid))) as amount
    from payment
),

row_of as (
    select company, period, id, amount from open_line
    union all
    select company, period, id, amount from applied
    union all
    select invoice.company, invoice.period, invoice.line, -applied.amount
    from applied
    inner join invoice on invoice.id = applied.invoice
)

select
    party.code::text as company,
    case when p.type = 'standard' then to_char(p.start_date, 'YYYY-MM') else p.name end as period,
    money.code::text as currency,
    row_of.id::text as derive_key,
    row_of.amount,
    false as excluded
from row_of
inner join company_company as c on c.id = row_of.company
inner join party_party as party on party.id = c.party
inner join currency_currency as money on money.id = c.currency
inner join account_period as p on p.id = row_of.period
