-- What settles what inside a reconciled group of ledger lines, which Tryton stores without pairs and which sums to
-- zero. Debits and credits are laid end to end (items by due date before payments by date) and whatever overlaps
-- belongs together, in transaction and in functional currency side by side. A receipt is always used up: what goes
-- beyond the last item counts there. What is then left on an item is an exchange difference or a write-off
-- (see mapping/adjustment.sql). Groups of mixed currencies are paired in functional currency.
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
            one.amount_functional >= 0 and (one.amount_functional > 0 or one.amount > 0) as is_debit,
            case when extent.mixed then one.functional_currency else one.currency end as currency,
            abs(case when extent.mixed then one.amount_functional else one.amount end) as amount,
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

    pair as (
        select
            debit.id as debit,
            debit.part as debit_part,
            credit.id as credit,
            credit.part as credit_part,
            debit.currency,
            greatest(0, least(debit.upper, credit.upper) - greatest(debit.lower, credit.lower)) as amount,
            greatest(
                0,
                least(debit.upper_functional, credit.upper_functional)
                - greatest(debit.lower_functional, credit.lower_functional)
            ) as amount_functional
        from laid as debit
        inner join laid as credit on not credit.is_debit
        where debit.is_debit
    ),

    used as (
        -- a receipt settles an item on the other side
        select pair.credit as receipt, pair.debit as item, null::integer as credit_item, pair.currency, pair.amount, pair.amount_functional
        from pair
        where pair.debit_part = 'item' and pair.credit_part = 'receipt'
        union all
        -- a credit note settles an invoice
        select null, pair.debit, pair.credit, pair.currency, pair.amount, pair.amount_functional
        from pair
        where pair.debit_part = 'item' and pair.credit_part = 'item'
        union all
        -- money paid back settles a credit note
        select pair.debit, pair.credit, null, pair.currency, -pair.amount, -pair.amount_functional
        from pair
        where pair.debit_part = 'receipt' and pair.credit_part = 'item'
        union all
        -- money in and money paid back settle each other
        select side.receipt, null, null, pair.currency, side.sign * pair.amount, side.sign * pair.amount_functional
        from pair
        cross join lateral (values (pair.credit, 1), (pair.debit, -1)) as side (receipt, sign)
        where pair.debit_part = 'receipt' and pair.credit_part = 'receipt'
        union all
        -- what a receipt has beyond the other side
        select
            laid.id,
            case when laid.is_debit then total.last_credit else total.last_debit end,
            null,
            laid.currency,
            case
                when laid.is_debit then -greatest(0, laid.upper - greatest(laid.lower, total.credit))
                else greatest(0, laid.upper - greatest(laid.lower, total.debit))
            end,
            case
                when laid.is_debit
                    then -greatest(0, laid.upper_functional - greatest(laid.lower_functional, total.credit_functional))
                else greatest(0, laid.upper_functional - greatest(laid.lower_functional, total.debit_functional))
            end
        from laid
        cross join total
        where laid.part = 'receipt'
    )

    select
        used.receipt,
        used.item,
        used.credit_item,
        used.currency,
        sum(used.amount) as amount,
        sum(used.amount_functional) as amount_functional
    from used
    group by used.receipt, used.item, used.credit_item, used.currency
    having sum(used.amount) <> 0 or sum(used.amount_functional) <> 0
) as pairing
