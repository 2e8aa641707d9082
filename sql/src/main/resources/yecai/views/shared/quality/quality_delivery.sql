-- Findings of finance.data_quality. Of deliveries: what is billed beyond them, links to lines that are not there, and units that cannot be converted.
select
    'billed_more_than_delivered' as rule,
    'warning' as severity,
    l.source,
    l.company,
    'sales_order_line' as entity,
    l.entity_key,
    l.document_no,
    l.transaction_currency as currency,
    l.billed_not_delivered_net as amount,
    l.billed_not_delivered_quantity::text || ' ' || coalesce(l.unit, '') as detail
from canon.sales_order_line as l
where l.billed_not_delivered_quantity > 0
union all
select
    'unit_without_conversion',
    'error',
    h.source,
    h.company,
    'shipment_line',
    h.entity_key,
    h.document_no,
    h.transaction_currency,
    h.net,
    h.quantity::text || ' ' || h.unit || ', ordered in ' || l.unit || ', which it does not convert to'
from canon.shipment_line as h
inner join canon.sales_order_line as l on l.source = h.source and l.entity_key = h.sales_order_line
where
    h.unit <> l.unit
    and not exists (
        select from shared.unit_ratio as r
        where
            r.source = h.source
            and r.material = coalesce(h.material, l.material)
            and r.from_unit = h.unit
            and r.to_unit = l.unit
    )
union all
select
    'link_without_line',
    'error',
    l.source,
    l.company,
    'document_link',
    l.entity_key,
    null,
    l.transaction_currency,
    l.amount,
    'there is no ' || n.entity || ' ' || n.entity_key
from canon.document_link as l
cross join lateral (values (l.from_entity, l.from_key), (l.to_entity, l.to_key)) as n (entity, entity_key)
where case n.entity
    when 'customer_invoice_line' then not exists (
        select from canon.customer_invoice_line as x where x.source = l.source and x.entity_key = n.entity_key
    )
    when 'shipment_line' then not exists (
        select from canon.shipment_line as x where x.source = l.source and x.entity_key = n.entity_key
    )
    when 'sales_order_line' then not exists (
        select from canon.sales_order_line as x where x.source = l.source and x.entity_key = n.entity_key
    )
    when 'supplier_invoice_line' then not exists (
        select from canon.supplier_invoice_line as x where x.source = l.source and x.entity_key = n.entity_key
    )
    when 'goods_receipt_line' then not exists (
        select from canon.goods_receipt_line as x where x.source = l.source and x.entity_key = n.entity_key
    )
    when 'purchase_order_line' then not exists (
        select from canon.purchase_order_line as x where x.source = l.source and x.entity_key = n.entity_key
    )
end
union all
select
    'unit_without_conversion',
    'error',
    l.source,
    l.company,
    'document_link',
    l.entity_key,
    h.document_no,
    l.transaction_currency,
    l.amount,
    l.unit || ' is billed of ' || h.unit || ' of material ' || coalesce(h.material, '') || ', and they cannot be converted'
from canon.document_link as l
inner join canon.shipment_line as h on h.source = l.source and h.entity_key = l.to_key and h.unit <> l.unit
where
    l.to_entity = 'shipment_line'
    and not exists (
        select from shared.unit_ratio as r
        where r.source = h.source and r.material = h.material and r.from_unit = l.unit and r.to_unit = h.unit
    )
