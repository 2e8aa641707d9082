-- What the ERP has taken off an open item already, but by its dates only after the company's today: the item is open by so much more
-- today. Money counts on the later of its receipt's and its allocation's day, as in finance.receivable_movement, adjustments on their
-- posting date.
select
    l.source,
    l.receivable_item,
    sum(l.amount) as amount,
    sum(l.amount_functional) as amount_functional
from (
    select
        x.source,
        x.company,
        g.receivable_item,
        case
            when x.credit_item is null then least(x.allocation_date, m.posting_date)
            else coalesce(x.posting_date, x.allocation_date)
        end as day,
        case
            when g.receivable_item = x.receivable_item then x.amount
            else -coalesce(x.settling_amount, x.amount)
        end as amount,
        case when g.receivable_item = x.receivable_item then x.amount_functional else -x.amount_functional end as amount_functional
    from canon.receipt_allocation as x
    -- one look-up for each of the few, whatever the planner takes them for: not a join with all receipts (the fence keeps it one)
    left join lateral (
        select r.posting_date
        from canon.receipt as r
        where r.source = x.source and r.entity_key = x.receipt
        offset 0
    ) as m on true
    cross join lateral (
        select x.receivable_item
        union all
        select x.credit_item
    ) as g
    -- in no company is it earlier than at UTC-12; few rows are left, and an index finds them
    where
        x.allocation_date > (statement_timestamp() at time zone 'UTC' - interval '12 hours')::date and g.receivable_item is not null
    union all
    select j.source, j.company, j.receivable_item, j.posting_date, j.amount, j.amount_functional
    from canon.adjustment as j
    where j.posting_date > (statement_timestamp() at time zone 'UTC' - interval '12 hours')::date
) as l
left join lateral (
    select (statement_timestamp() at time zone coalesce(min(c.time_zone), 'UTC'))::date as today
    from canon.company as c
    where c.source = l.source and c.company = l.company
) as co on true
where l.day > co.today
group by l.source, l.receivable_item
