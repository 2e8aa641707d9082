-- What money and credit notes settled, in the currency of the books, without pairs: how far each reaches on the axis of its
-- reconciled group, on which debts come before money, and of partial payments how far they reach on their invoice.
with line as (
    select
        l.id,
        l.reconciliation,
        l.move,
        l.account,
        l.maturity_date,
        m.date,
        m.company,
        m.period,
        l.credit - l.debit as amount,
        l.credit > l.debit or (l.credit = l.debit and l.amount_second_currency < 0) as is_due,
        exists (
            select from account_invoice as i where i.type = 'in' and i.move = l.move and i.account = l.account
        ) as is_billed,
        exists (select from "account_invoice-account_move_line" as k where k.line = l.id) as is_linked,
        coalesce(j.type, '') as journal
    from account_move_line as l
    inner join account_move as m on m.id = l.move
    inner join account_account as a on a.id = l.account
    inner join account_account_type as t on t.id = a.type
    left join account_journal as j on j.id = m.journal
    where t.payable and (l.credit <> l.debit or coalesce(l.amount_second_currency, 0) <> 0)
),

kind as (
    select
        line.*,
        not line.is_billed and (line.is_linked or line.journal in ('cash', 'statement')) as is_money,
        line.is_billed or line.is_linked or line.journal <> 'write-off' as is_business
    from line
    where line.reconciliation is not null
),

reach as (
    select
        other.*,
        sum(abs(other.amount)) over so_far - abs(other.amount) as lower,
        sum(abs(other.amount)) over so_far as upper,
        sum(abs(other.amount)) filter (where other.is_due and not other.is_money) over of_group as debts,
        sum(abs(other.amount)) filter (where not other.is_due and not other.is_money) over of_group as counterclaims,
        coalesce(sum(abs(other.amount)) filter (where other.is_due and other.is_money) over of_group, 0) as money_back,
        coalesce(sum(abs(other.amount)) filter (where not other.is_due and other.is_money) over of_group, 0) as money_paid
    from (
        select kind.*, bool_or(kind.is_business) over (partition by kind.reconciliation) as with_business from kind
    ) as other
    where other.is_business or not other.with_business
    window
        of_group as (partition by other.reconciliation),
        so_far as (
            partition by other.reconciliation, other.is_due
            order by
                other.is_money,
                case when other.is_money then other.date else coalesce(other.maturity_date, other.date) end,
                other.id
        )
),

settled as (
    select
        reach.company,
        reach.period,
        reach.reconciliation::text as derive_key,
        case
            when reach.is_due and not reach.is_money then 0
            -- a credit: as far as there are claims
            when not reach.is_money then greatest(0, least(reach.upper, coalesce(reach.debts, 0)) - reach.lower)
            -- money paid: the debts, and all that goes beyond them and money back, if there are debts
            when not reach.is_due and reach.debts is not null
                then
                    greatest(0, least(reach.upper, reach.debts) - reach.lower)
                    + greatest(0, reach.upper - greatest(reach.lower, reach.debts + reach.money_back))
            when not reach.is_due then 0
            -- money back: credits and money paid, and all that goes beyond them, if there are credits
            when reach.counterclaims is not null then reach.lower - reach.upper
            else -greatest(0, least(reach.upper, reach.money_paid) - reach.lower)
        end as amount
    from reach
),

invoice as (
    select
        i.id,
        i.move,
        case
            when (
                select sum(x.credit - x.debit) from account_move_line as x where x.move = i.move and x.account = i.account
            ) < 0 then -1
            else 1
        end as direction
    from account_invoice as i
    where i.type = 'in' and i.move is not null
),

payment as (
    select
        invoice.id as invoice,
        invoice.direction,
        paying.company,
        paying.period,
        coalesce(due.amount, 0) as due,
        greatest(0, -invoice.direction * paying.amount) as paid,
        sum(greatest(0, -invoice.direction * paying.amount)) over (
            partition by invoice.id order by paying.date, paying.id
        ) as paid_so_far
    from invoice
    inner join (select distinct k.invoice, k.line from "account_invoice-account_move_line" as k) as k on k.invoice = invoice.id
    inner join line as paying on paying.id = k.line and paying.reconciliation is null and paying.move <> invoice.move
    left join (
        select own.move, booked.direction, sum(greatest(0, booked.direction * own.amount)) as amount
        from line as own
        inner join (select distinct i.move, i.direction from invoice as i) as booked on booked.move = own.move
        where own.is_billed and own.reconciliation is null
        group by own.move, booked.direction
    ) as due on due.move = invoice.move and due.direction = invoice.direction
),

row_of as (
    select settled.company, settled.period, settled.derive_key, settled.amount
    from settled
    where settled.amount <> 0
    union all
    select
        payment.company,
        payment.period,
        'i' || payment.invoice,
        payment.direction * greatest(0, least(payment.paid, payment.due - (payment.paid_so_far - payment.paid)))
    from payment
)

select
    party.code::text as company,
    case when p.type = 'standard' then to_char(p.start_date, 'YYYY-MM') else p.name end as period,
    money.code::text as currency,
    row_of.derive_key,
    row_of.amount,
    false as excluded
from row_of
inner join company_company as c on c.id = row_of.company
inner join party_party as party on party.id = c.party
inner join currency_currency as money on money.id = c.currency
inner join account_period as p on p.id = row_of.period
