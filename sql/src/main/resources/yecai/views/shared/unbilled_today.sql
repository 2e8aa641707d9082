-- What is delivered and not billed today, as the ERP has it, by delivery: less what was billed of the same order line above what was
-- delivered, which the deliveries take in proportion. What is recognized after today counts 0.
select
    s.source,
    s.company,
    s.counterparty_company,
    s.customer,
    s.transaction_currency,
    s.functional_currency,
    co.today,
    s.entity_key as shipment_line,
    round((s.unbilled_net + s.unbilled_tax) * own.share, own.places) as amount,
    round((s.unbilled_net_functional + s.unbilled_tax_functional) * own.share, own.functional_places) as amount_functional
from canon.shipment_line as s
left join lateral (
    select (statement_timestamp() at time zone coalesce(min(c.time_zone), 'UTC'))::date as today
    from canon.company as c
    where c.source = s.source and c.company = s.company
) as co on true
left join lateral (
    select
        greatest(0, 1 - l.billed_not_delivered_quantity / nullif((
            select
                sum(h.unbilled_quantity * case
                    when (h.unit <> l.unit) is not true then 1
                    else (
                        select r.ratio
                        from shared.unit_ratio as r
                        where r.source = h.source and r.material = h.material and r.from_unit = h.unit and r.to_unit = l.unit
                        order by r.preference
                        limit 1
                    )
                end)
            from canon.shipment_line as h
            where h.source = s.source and h.sales_order_line = s.sales_order_line and h.unbilled_quantity > 0
        ), 0)) as share
    from canon.sales_order_line as l
    where l.source = s.source and l.entity_key = s.sales_order_line and l.billed_not_delivered_quantity > 0
) as ahead on true
left join lateral (
    select
        min(y.decimals) filter (where y.currency = s.transaction_currency) as places,
        min(y.decimals) filter (where y.currency = s.functional_currency) as functional_places
    from canon.currency as y
    where y.source = s.source and y.currency in (s.transaction_currency, s.functional_currency)
) as d on true
cross join lateral (
    select
        case
            when s.recognized_date > co.today then 0
            when s.unbilled_quantity > 0 then coalesce(ahead.share, 1)
            else 1
        end as share,
        coalesce(d.places, 2) as places,
        coalesce(d.functional_places, 2) as functional_places
) as own
where
    (s.unbilled_net <> 0 or s.unbilled_tax <> 0)
    and (s.recognized_date > (statement_timestamp() at time zone 'UTC' + interval '14 hours')::date) is not true
