-- Delivery lines with the date on which the company recognizes them and what of them is still to be billed.
-- A shipment and its reversal have nothing to bill, unless the reversal is reversed itself: then the shipment stands.
select
    l.id,
    l.sales_order_line_id,
    l.shipment_id,
    l.uom,
    l.quantity,
    l.invoiced_quantity,
    r.recognized_date,
    case
        when r.recognized_date is null or l.reverses_id is not null then 0
        when l.reversed_by_id is not null and (
            with recursive chain as (
                select 1 as depth, l.reversed_by_id as id
                union all
                select c.depth + 1, o.reversed_by_id
                from chain as c
                inner join shipment_lines as o on o.id = c.id
                where o.reversed_by_id is not null and c.depth < 10
            )
            select max(c.depth) % 2 = 1 from chain as c
        ) then 0
        when l.quantity >= 0 then greatest(0, l.quantity - l.invoiced_quantity)
        else least(0, l.quantity - l.invoiced_quantity)
    end as unbilled_quantity,
    r.recognized_date is not null as recognized
from shipment_lines as l
inner join shipments as s on s.id = l.shipment_id
inner join companies as c on c.code = s.company
left join source_setting as own on own.name = 'recognition_event' and own.company = s.company
left join source_setting as every on every.name = 'recognition_event' and every.company = ''
cross join lateral (
    select
        case coalesce(own.value, every.value, c.recognition_event)
            when 'shipment' then s.ship_date
            when 'delivery' then s.delivered_date
            when 'acceptance' then s.accepted_date
        end as recognized_date
) as r
