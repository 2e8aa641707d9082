-- What settles what inside a reconciled group of ledger lines, which Tryton stores without pairs and which sums to
-- zero. Debits and credits are laid end to end (items by due date before payments by date) and whatever overlaps
-- belongs together, in transaction and in functional currency side by side. A receipt is always used up: what goes
-- beyond the last item counts there. What is then left on an item is an exchange difference or a write-off
-- (see mapping/adjustment.sql).
--
-- Where the lines of a group are in several currencies, they meet in functional currency only, and each side of a pair
-- makes a row of its own in its own currency.
select
    reconciliation.id as reconciliation,
    pairing.receipt,
    pairing.item,
    pairing.credit_item,
    pairing.currency,
    pairing.amount,
    pairing.amount_functional
from account_move_reconciliation as reconciliation
cross join lateral (
    with line as (
        select
            one.id,
            one.part,
            one.amount_functional > 0 or (one.amount_functional = 0 and one.amount > 0) as is_debit,
            one.currency,
            extent.mixed,
            case when extent.mixed then 0 else abs(one.amount) end as amount,
            abs(one.amount) as own_amount,
            abs(one.amount_functional) as amount_functional,
            row_number() over (
                order by one.part = 'receipt', coalesce(one.maturity_date, one.date), one.id
            ) as place
        from st_receivable_line as one
        cross join (
            select count(distinct other.currency) > 1 as mixed
            from st_receivable_line as other
            where other.reconciliation = reconciliation.id and other.part <> 'adjustment'
        ) as extent
        where one.reconciliation = reconciliation.id and one.part <> 'adjustment'
    ),

    laid as (
        select
            line.*,
            sum(line.amount) over placed as upper,
            sum(line.amount) over placed - line.amount as lower,
            sum(line.amount_functional) over placed as upper_functional,
            sum(line.amount_functional) over placed - line.amount_functional as lower_functional
        from line
        window placed as (partition by line.is_debit order by line.place)
    ),

    total as (
        select
            coalesce(sum(line.amount) filter (where line.is_debit), 0) as debit,
            coalesce(sum(line.amount) filter (where not line.is_debit), 0) as credit,
            coalesce(sum(line.amount_functional) filter (where line.is_debit), 0) as debit_functional,
            coalesce(sum(line.amount_functional) filter (where not line.is_debit), 0) as credit_functional,
            (array_agg(line.id order by line.place desc) filter (where line.is_debit and line.part = 'item'))[1] as last_debit,
            (array_agg(line.id order by line.place desc) filter (where not line.is_debit and line.part = 'item'))[1] as last_credit
        from line
    ),

    -- a stretch of one line: with the line of the other side that it meets, or beyond all of them
    stretch as (
        select
            laid.id,
            laid.part,
            laid.is_debit,
            laid.currency,
            laid.mixed,
            met.id as met,
            met.part as met_part,
            case
                when not laid.mixed then greatest(0, least(laid.upper, met.upper) - greatest(laid.lower, met.lower))
                else span.own_amount
            end as amount,
            span.amount_functional
        from laid
        inner join laid as met on met.is_debit <> laid.is_debit
        cross join lateral (
            select
                greatest(laid.lower_functional, met.lower_functional) as start,
                least(laid.upper_functional, met.upper_functional) as stop
        ) as edge
        cross join lateral (
            select
                greatest(0, edge.stop - edge.start) as amount_functional,
                case
                    when edge.stop > edge.start
                        then
                            round(laid.own_amount * (edge.stop - laid.lower_functional) / laid.amount_functional, 6)
                            - round(laid.own_amount * (edge.start - laid.lower_functional) / laid.amount_functional, 6)
                    else 0
                end as own_amount
        ) as span
        union all
        select
            laid.id,
            laid.part,
            laid.is_debit,
            laid.currency,
            laid.mixed,
            null,
            null,
            case
                when not laid.mixed
                    then greatest(0, laid.upper - greatest(laid.lower, case when laid.is_debit then total.credit else total.debit end))
                when laid.upper_functional > edge.start
                    then
                        laid.own_amount
                        - round(laid.own_amount * (edge.start - laid.lower_functional) / laid.amount_functional, 6)
                when laid.amount_functional = 0 then laid.own_amount
                else 0
            end,
            greatest(0, laid.upper_functional - edge.start)
        from laid
        cross join total
        cross join lateral (
            select
                greatest(
                    laid.lower_functional,
                    case when laid.is_debit then total.credit_functional else total.debit_functional end
                ) as start
        ) as edge
        where laid.part = 'receipt'
    ),

    used as (
        -- one currency: one row for a pair, made from the receipt's side, or from the invoice's where a credit meets it
        select
            case when stretch.part = 'receipt' then stretch.id end as receipt,
            case
                when stretch.met_part = 'item' or stretch.part = 'receipt' then
                    case
                        when stretch.part = 'item' then stretch.id
                        when stretch.met_part = 'item' then stretch.met
                        when stretch.met is null and stretch.is_debit then total.last_credit
                        when stretch.met is null then total.last_debit
                    end
            end as item,
            case when stretch.part = 'item' then stretch.met end as credit_item,
            stretch.currency,
            case when stretch.part = 'receipt' and stretch.is_debit then -1 else 1 end as sign,
            stretch.amount,
            stretch.amount_functional
        from stretch
        cross join total
        where
            not stretch.mixed
            and (stretch.part = 'receipt' or (stretch.is_debit and stretch.met_part = 'item'))
        union all
        -- several currencies: each side by itself
        select
            case when stretch.part = 'receipt' then stretch.id end,
            case when stretch.part = 'item' then stretch.id end,
            null,
            stretch.currency,
            case when stretch.is_debit = (stretch.part = 'item') then 1 else -1 end,
            stretch.amount,
            stretch.amount_functional
        from stretch
        where stretch.mixed
        union all
        -- what receipts have beyond the other side counts on its last item
        select
            null,
            last_item.id,
            null,
            last_item.currency,
            case when stretch.is_debit then -1 else 1 end,
            0,
            stretch.amount_functional
        from stretch
        cross join total
        inner join laid as last_item
            on last_item.id = case when stretch.is_debit then total.last_credit else total.last_debit end
        where stretch.mixed and stretch.met is null
    )

    select
        used.receipt,
        used.item,
        used.credit_item,
        used.currency,
        sum(used.sign * used.amount) as amount,
        sum(used.sign * used.amount_functional) as amount_functional
    from used
    group by used.receipt, used.item, used.credit_item, used.currency
    having sum(used.sign * used.amount) <> 0 or sum(used.sign * used.amount_functional) <> 0
) as pairing
