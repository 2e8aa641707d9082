-- What posted invoices and credit notes bill: a delivery, or an order line ahead of any. It is what canon.document_link says; of a
-- source without links, what invoice lines name, where a credit of price bills nothing. A credit opens nothing again before the day
-- on which what it credits was posted.
select
    l.source,
    l.company,
    l.to_entity,
    l.to_key,
    l.quantity,
    l.unit,
    case
        when l.quantity >= 0 then l.posting_date
        else greatest(l.posting_date, (
            select o.posting_date
            from canon.customer_invoice_line as o
            inner join canon.customer_invoice_line as f on f.source = o.source and f.credits_line = o.entity_key
            where f.source = l.source and f.entity_key = l.from_key
        ))
    end as day
from canon.document_link as l
where l.link_kind = 'bills' and l.to_entity in ('shipment_line', 'sales_order_line') and l.posting_date is not null
union all
select
    i.source,
    i.company,
    'shipment_line' as to_entity,
    i.shipment_line as to_key,
    i.quantity,
    i.unit,
    i.day
from shared.invoice_billing as i
where i.shipment_line is not null
union all
select
    i.source,
    i.company,
    'sales_order_line' as to_entity,
    i.sales_order_line as to_key,
    i.quantity,
    i.unit,
    i.day
from shared.invoice_billing as i
where i.shipment_line is null and i.sales_order_line is not null
