-- Unbilled deliveries of today, by company, customer and currency: what their movements add up to, and what the ERP has open of each
-- delivery. Both are rounded by delivery, each by a rule of its own, so they may differ by one unit of the currency for each.
with movement as (
:movement
),
delivery as (
:delivery
)
select
    s.company,
    s.customer,
    s.currency,
    sum(s.movements) as movements,
    sum(s.deliveries) as deliveries,
    abs(sum(s.movements) - sum(s.deliveries)) <= count(s.delivery) * power(10::numeric, -coalesce(min(c.decimals), 2)) as ties
from (
    select
        m.company,
        m.customer,
        m.transaction_currency as currency,
        m.amount as movements,
        0 as deliveries,
        null as delivery
    from movement as m
    left join lateral (
        select (statement_timestamp() at time zone coalesce(min(o.time_zone), 'UTC'))::date as today
        from canon.company as o
        where o.source = m.source and o.company = m.company
    ) as o on true
    where m.source = :source and m.effective_date <= o.today
    union all
    select d.company, d.customer, d.transaction_currency, 0, d.amount, d.shipment_line
    from delivery as d
    where d.source = :source
) as s
left join (
    select y.currency, min(y.decimals) as decimals
    from canon.currency as y
    where y.source = :source
    group by y.currency
) as c on c.currency = s.currency
group by s.company, s.customer, s.currency
order by s.company, s.customer, s.currency
