-- What lines of invoices and credit notes bill, for sources without links: the delivery or order line that they name. A credit of price
-- bills nothing.
select
    i.source,
    i.company,
    i.shipment_line,
    i.sales_order_line,
    i.quantity,
    i.unit,
    case
        when i.quantity >= 0 then i.posting_date
        else greatest(i.posting_date, (
            select o.posting_date
            from canon.customer_invoice_line as o
            where o.source = i.source and o.entity_key = i.credits_line
        ))
    end as day
from canon.customer_invoice_line as i
where
    i.quantity <> 0
    and i.reason is distinct from 'price'
    and i.posting_date is not null
    and i.source = any(array(
        select c.source
        from canon.company as c
        where (select true from canon.document_link as k where k.source = c.source limit 1) is null
    ))
