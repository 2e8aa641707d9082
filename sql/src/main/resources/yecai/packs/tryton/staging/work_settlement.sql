-- What settles what inside a reconciled group of ledger lines, which Tryton stores without pairs and which sums to zero, of either side:
-- one row for each pair of what is owed (item) and of the money or credit (credit_item) that it meets. What is owed and
-- what is not are laid end to end (items by due date before money by date) and whatever overlaps belongs together, in
-- transaction and in functional currency side by side. Money is always used up: what goes beyond the last item
-- counts there. What is then left on an item is an exchange difference or a write-off (see mapping/adjustment.sql).
--
-- The axis on which transaction amounts meet is the currency of all lines, else that of all items, on which other money
-- counts at the rate at which the items were booked, else the functional currency. amount is in the item's currency;
-- settling_amount is what the money or credit loses in its own, and null where that is the same.
--
-- Money that settles meets money paid back where no item is between: the former then is the item, and a row with money = item says
-- how much of the money is one. Write-offs have no row.
select
    reconciliation.id as reconciliation,
    side.side,
    pairing.money,
    pairing.item,
    pairing.credit_item,
    pairing.amount,
    pairing.settling_currency,
    pairing.settling_amount,
    pairing.amount_functional,
    pairing.item_currency,
    pairing.item_invoice,
    pairing.company,
    pairing.settling_period,
    pairing.later_date
from account_move_reconciliation as reconciliation
cross join (values ('receivable'), ('payable')) as side (side)
cross join lateral (
    with member as (
        select
            one.id,
            one.part,
            one.is_due,
            one.currency,
            coalesce(currency.digits, 2) as digits,
            one.company,
            one.period,
            one.invoice,
            one.maturity_date,
            one.date,
            abs(one.amount) as own_amount,
            abs(one.amount_functional) as amount_functional,
            case
                when extent.first_currency = extent.last_currency then extent.first_currency
                when extent.item_functional <> 0 and extent.item_currency is not null then extent.item_currency
                else one.functional_currency
            end as axis_currency,
            case
                when extent.item_functional <> 0 and extent.item_currency is not null
                    then extent.item_amount / extent.item_functional
                else 1
            end as axis_rate
        from st_party_line as one
        left join currency_currency as currency on currency.id = one.currency
        cross join (
            select
                min(other.currency) filter (where other.part <> 'adjustment') as first_currency,
                max(other.currency) filter (where other.part <> 'adjustment') as last_currency,
                case
                    when
                        min(other.currency) filter (where other.part = 'item')
                        = max(other.currency) filter (where other.part = 'item')
                        then min(other.currency) filter (where other.part = 'item')
                end as item_currency,
                sum(abs(other.amount)) filter (where other.part = 'item') as item_amount,
                sum(abs(other.amount_functional)) filter (where other.part = 'item') as item_functional
            from st_party_line as other
            where other.reconciliation = reconciliation.id and other.side = side.side
        ) as extent
        where one.reconciliation = reconciliation.id and one.side = side.side and one.part <> 'adjustment'
    ),

    line as (
        select
            member.*,
            case
                when member.currency = member.axis_currency then member.own_amount
                else canon.round_half_even(member.amount_functional * member.axis_rate, coalesce(axis.digits, 2))
            end as amount,
            row_number() over (
                order by
                    member.part = 'money',
                    case when member.part = 'money' then member.date else coalesce(member.maturity_date, member.date) end,
                    member.id
            ) as place
        from member
        left join currency_currency as axis on axis.id = member.axis_currency
    ),

    laid as (
        select
            line.*,
            sum(line.amount) over placed as upper,
            sum(line.amount) over placed - line.amount as lower,
            sum(line.amount_functional) over placed as upper_functional,
            sum(line.amount_functional) over placed - line.amount_functional as lower_functional
        from line
        window placed as (partition by line.is_due order by line.place)
    ),

    total as (
        select
            coalesce(sum(line.amount) filter (where line.is_due), 0) as due,
            coalesce(sum(line.amount) filter (where not line.is_due), 0) as counter,
            coalesce(sum(line.amount_functional) filter (where line.is_due), 0) as due_functional,
            coalesce(sum(line.amount_functional) filter (where not line.is_due), 0) as counter_functional,
            (array_agg(line.id order by line.place desc) filter (where line.is_due and line.part = 'item'))[1] as last_due,
            (array_agg(line.id order by line.place desc) filter (where not line.is_due and line.part = 'item'))[1] as last_counter
        from line
    ),

    -- a stretch of the axes: what settles, what is settled, and from where to where
    stretch as (
        select
            case
                when due.part = 'money' then due.id
                when counter.part = 'money' then counter.id
            end as money,
            case when due.part = 'item' then due.id else counter.id end as item,
            case when due.part = 'item' and counter.part = 'item' then counter.id end as credit_item,
            greatest(due.lower, counter.lower) as start,
            least(due.upper, counter.upper) as stop,
            greatest(due.lower_functional, counter.lower_functional) as start_functional,
            least(due.upper_functional, counter.upper_functional) as stop_functional
        from laid as due
        inner join laid as counter on not counter.is_due
        where due.is_due
        union all
        -- money that meets money paid back is an item
        select
            counter.id,
            counter.id,
            null,
            greatest(due.lower, counter.lower),
            least(due.upper, counter.upper),
            greatest(due.lower_functional, counter.lower_functional),
            least(due.upper_functional, counter.upper_functional)
        from laid as due
        inner join laid as counter on not counter.is_due and counter.part = 'money'
        where due.is_due and due.part = 'money'
        union all
        -- beyond the other side: on its last item, or an item by itself where it has none
        select
            laid.id,
            coalesce(case when laid.is_due then total.last_counter else total.last_due end, laid.id),
            null,
            greatest(laid.lower, case when laid.is_due then total.counter else total.due end),
            laid.upper,
            greatest(laid.lower_functional, case when laid.is_due then total.counter_functional else total.due_functional end),
            laid.upper_functional
        from laid
        cross join total
        where laid.part = 'money'
    ),

    used as (
        select
            stretch.money,
            stretch.item,
            stretch.credit_item,
            case
                when stretch.money = stretch.item and item.is_due then 1
                when stretch.money = stretch.item then -1
                when stretch.money is not null and settling.is_due then -1
                else 1
            end as sign,
            case
                when item.currency = item.axis_currency then span.amount
                else share.of_item
            end as amount,
            case when settling.currency = settling.axis_currency then span.amount else share.of_settling end as settling_amount,
            span.amount_functional,
            item.currency as item_currency,
            item.invoice as item_invoice,
            settling.currency as settling_currency,
            settling.company,
            settling.period as settling_period,
            greatest(item.date, settling.date) as later_date
        from stretch
        inner join laid as item on item.id = stretch.item
        inner join laid as settling on settling.id = coalesce(stretch.money, stretch.credit_item)
        cross join lateral (
            select
                greatest(0, stretch.stop - stretch.start) as amount,
                greatest(0, stretch.stop_functional - stretch.start_functional) as amount_functional
        ) as span
        cross join lateral (
            -- the shares of a line in its own currency add up to it
            select
                case
                    when span.amount > 0 and item.amount > 0
                        then
                            round(item.own_amount * (least(stretch.stop, item.upper) - item.lower) / item.amount, item.digits)
                            - round(item.own_amount * (least(stretch.start, item.upper) - item.lower) / item.amount, item.digits)
                    else 0
                end as of_item,
                case
                    when span.amount > 0 and settling.amount > 0
                        then
                            round(settling.own_amount * (stretch.stop - settling.lower) / settling.amount, settling.digits)
                            - round(settling.own_amount * (stretch.start - settling.lower) / settling.amount, settling.digits)
                    else 0
                end as of_settling
        ) as share
        where span.amount > 0 or span.amount_functional > 0
    ),

    pair as (
        select
            used.money,
            used.item,
            used.credit_item,
            sum(used.sign * used.amount) as amount,
            sum(used.sign * used.settling_amount) as settling_amount,
            sum(used.sign * used.amount_functional) as amount_functional,
            min(used.item_currency) as item_currency,
            min(used.item_invoice) as item_invoice,
            min(used.settling_currency) as settling_currency,
            min(used.company) as company,
            min(used.settling_period) as settling_period,
            min(used.later_date) as later_date
        from used
        group by used.money, used.item, used.credit_item
    )

    select
        pair.money,
        pair.item,
        pair.credit_item,
        pair.amount,
        case when other.is_so then pair.settling_currency end as settling_currency,
        case when other.is_so then pair.settling_amount end as settling_amount,
        pair.amount_functional,
        pair.item_currency,
        pair.item_invoice,
        pair.company,
        pair.settling_period,
        pair.later_date
    from pair
    cross join lateral (
        select pair.settling_currency <> pair.item_currency or pair.settling_amount <> pair.amount as is_so
    ) as other
) as pairing
