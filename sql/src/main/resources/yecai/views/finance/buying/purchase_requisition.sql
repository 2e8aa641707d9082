-- What was asked to be bought, and how much of it is ordered, in the requisition's unit; null where an order's unit cannot be converted to
-- it. Cancelled orders count for nothing.
select
    q.source,
    q.company,
    q.plant,
    q.document_no,
    q.document_date,
    q.required_date,
    q.material,
    q.unit,
    q.quantity,
    case when o.orders > 0 then o.quantity else 0 end as ordered_quantity,
    q.status,
    o.purchase_orders,
    q.entity_key,
    q.mapping_status,
    q.mapping_detail,
    q.source_tx,
    q.source_committed_at,
    q.applied_at
from canon.purchase_requisition as q
left join lateral (
    select
        case when count(*) = count(n.quantity) then sum(n.quantity) end as quantity,
        count(*) as orders,
        array_agg(distinct n.document_no order by n.document_no) as purchase_orders
    from (
        select
            l.document_no,
            l.ordered_quantity * case
                when (l.unit <> q.unit) is not true then 1
                else (
                    select t.ratio
                    from shared.unit_ratio as t
                    where t.source = q.source and t.material = q.material and t.from_unit = l.unit and t.to_unit = q.unit
                    order by t.preference
                    limit 1
                )
            end as quantity
        from canon.purchase_order_line as l
        where l.source = q.source and l.purchase_requisition = q.entity_key and l.status <> 'cancelled'
    ) as n
    having count(*) > 0
) as o on true
