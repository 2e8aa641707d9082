-- Partial payments: Tryton links the payment to the invoice and leaves both unreconciled. A payment settles the open
-- instalments of its invoice, oldest due date first; payments count in the order of their dates. The invoice's
-- currency and the ledger's are settled side by side, each on its own axis. direction is the sign of the invoice's lines in debit less
-- credit, sign theirs in the direction of their side: what is owed is positive.
select
    invoice.id as invoice,
    overlap.item,
    overlap.payment,
    overlap.payment_date,
    overlap.item_date,
    invoice.currency,
    invoice.sign * overlap.amount as amount,
    invoice.sign * overlap.amount_functional as amount_functional,
    overlap.payment_currency,
    invoice.sign * case
        when overlap.payment_currency = invoice.currency then overlap.amount
        else overlap.payment_amount
    end as payment_amount
from (
    select
        one.id,
        one.move,
        one.account,
        one.currency,
        company.currency_id as functional_currency,
        currency.digits,
        booked.date,
        one.type,
        total.direction,
        total.direction * case one.type when 'in' then -1 else 1 end as sign
    from account_invoice as one
    inner join st_company as company on company.id = one.company
    inner join currency_currency as currency on currency.id = one.currency
    inner join account_move as booked on booked.id = one.move
    cross join lateral (
        select case when sum(line.debit - line.credit) < 0 then -1 else 1 end as direction
        from account_move_line as line
        where line.move = one.move and line.account = one.account
    ) as total
    where one.move is not null
) as invoice
cross join lateral (
    with item as (
        select
            line.id,
            move.date,
            sum(greatest(0, axis.amount)) over due as upper,
            sum(greatest(0, axis.amount)) over due - greatest(0, axis.amount) as lower,
            sum(greatest(0, axis.amount_functional)) over due as upper_functional,
            sum(greatest(0, axis.amount_functional)) over due - greatest(0, axis.amount_functional) as lower_functional
        from account_move_line as line
        inner join account_move as move on move.id = line.move
        cross join lateral (
            select
                invoice.direction
                * case
                    when line.second_currency = invoice.currency then line.amount_second_currency
                    else line.debit - line.credit
                end as amount,
                invoice.direction * (line.debit - line.credit) as amount_functional
        ) as axis
        where line.move = invoice.move and line.account = invoice.account and line.reconciliation is null
        window due as (order by line.maturity_date nulls last, line.id)
    ),

    payment as (
        select
            line.id,
            move.date,
            coalesce(line.second_currency, invoice.functional_currency) as currency,
            coalesce(own.digits, 2) as digits,
            case
                when line.second_currency is null then abs(line.debit - line.credit)
                else abs(coalesce(line.amount_second_currency, 0))
            end as own_amount,
            abs(line.debit - line.credit) as own_functional,
            sum(greatest(0, axis.amount)) over paid as upper,
            sum(greatest(0, axis.amount)) over paid - greatest(0, axis.amount) as lower,
            sum(greatest(0, axis.amount_functional)) over paid as upper_functional,
            sum(greatest(0, axis.amount_functional)) over paid - greatest(0, axis.amount_functional) as lower_functional
        from (
            select distinct link.line
            from "account_invoice-account_move_line" as link
            where link.invoice = invoice.id
        ) as linked
        inner join account_move_line as line on line.id = linked.line
        inner join account_move as move on move.id = line.move
        inner join account_account as account on account.id = line.account
        inner join st_account_side as type on type.id = account.type and type.invoice_type = invoice.type
        left join currency_currency as own on own.id = coalesce(line.second_currency, invoice.functional_currency)
        cross join lateral (
            select
                -invoice.direction
                * case
                    when line.second_currency = invoice.currency then line.amount_second_currency
                    when invoice.currency = invoice.functional_currency then line.debit - line.credit
                    -- paid in functional currency: at the rate of the invoice's day, as Tryton's amount to pay
                    else canon.round_half_even(
                        (line.debit - line.credit) * (
                            select rate.rate
                            from currency_currency_rate as rate
                            where rate.currency = invoice.currency and rate.date <= invoice.date
                            order by rate.date desc, rate.id desc
                            limit 1
                        ) / nullif((
                            select rate.rate
                            from currency_currency_rate as rate
                            where rate.currency = invoice.functional_currency and rate.date <= invoice.date
                            order by rate.date desc, rate.id desc
                            limit 1
                        ), 0),
                        invoice.digits
                    )
                end as amount,
                -invoice.direction * (line.debit - line.credit) as amount_functional
        ) as axis
        where line.reconciliation is null and line.move <> invoice.move
        window paid as (order by move.date, line.id)
    )

    select
        pair.item,
        pair.payment,
        pair.item_date,
        pair.payment_date,
        pair.amount,
        pair.amount_functional,
        pair.payment_currency,
        -- the same share of the payment in its own currency; the shares of a payment add up exactly
        coalesce(
            round(pair.own_amount * (pair.until_functional - pair.lower_functional) / nullif(pair.own_functional, 0), pair.digits)
            - round(pair.own_amount * (pair.from_functional - pair.lower_functional) / nullif(pair.own_functional, 0), pair.digits),
            0
        ) as payment_amount
    from (
        select
            item.id as item,
            payment.id as payment,
            item.date as item_date,
            payment.date as payment_date,
            payment.currency as payment_currency,
            payment.digits,
            payment.own_amount,
            payment.own_functional,
            payment.lower_functional,
            greatest(0, least(item.upper, payment.upper) - greatest(item.lower, payment.lower)) as amount,
            greatest(0, span.until_functional - span.from_functional) as amount_functional,
            greatest(span.from_functional, span.until_functional) as until_functional,
            span.from_functional
        from item
        cross join payment
        cross join lateral (
            select
                greatest(item.lower_functional, payment.lower_functional) as from_functional,
                least(item.upper_functional, payment.upper_functional) as until_functional
        ) as span
    ) as pair
    where pair.amount <> 0 or pair.amount_functional <> 0
) as overlap
