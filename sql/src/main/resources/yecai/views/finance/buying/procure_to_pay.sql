-- From the order to the payment, one row per purchase order line, in the order's currency and unit, as it is now. What was ordered is
-- somewhere in every moment: ordered_gross + price_variance_gross + quantity_variance_gross = paid_gross + payable_gross + grni_gross +
-- open_order_gross. Of the quantity, what is invoiced is paid or owed at the invoice's price; what is received beyond it is
-- grni_quantity, at the order's price with its tax, as it will be owed; what is neither is open, of an order that is closed or cancelled
-- nothing (quantity_variance_gross takes it off, as it adds what comes beyond the order). price_variance_gross is what was invoiced
-- beyond the order's price; a credit of price lowers it. paid_gross is what settled the line's invoices, money and credits, payable_gross
-- what is open of them, shared out among their lines by gross. It is null, and so is payable_gross, where an invoice has no open item.
-- Parts of ordered_gross are rounded where they begin and end, so none is lost. next_due_date is that of the oldest debt. payment_requests
-- are those of the line's invoices, and of prepayments of its order, that are neither rejected nor cancelled.
select
    l.source,
    l.company,
    l.counterparty_company,
    l.plant,
    l.supplier,
    l.document_type,
    l.document_no as purchase_order,
    l.line_no,
    l.document_date,
    l.promised_date,
    l.status,
    l.needs_receipt,
    l.material,
    l.unit,
    l.ordered_quantity,
    q.received as received_quantity,
    q.invoiced as invoiced_quantity,
    greatest(q.received - q.invoiced, 0) as grni_quantity,
    case when l.needs_receipt is not false then greatest(q.invoiced - q.received, 0) else 0 end as billed_not_received_quantity,
    case when q.ended then 0 else greatest(l.ordered_quantity - q.used, 0) end as open_quantity,
    l.transaction_currency,
    l.unit_price,
    l.gross as ordered_gross,
    i.gross as invoiced_gross,
    case when i.unknown = 0 then i.gross - i.open end as paid_gross,
    case when i.unknown = 0 then i.open end as payable_gross,
    v.used - v.invoiced as grni_gross,
    case when q.ended then 0 else greatest(l.gross - v.used, 0) end as open_order_gross,
    i.gross - v.invoiced as price_variance_gross,
    case when q.ended then v.used - l.gross else greatest(v.used - l.gross, 0) end as quantity_variance_gross,
    i.next_due_date,
    i.supplier_invoices,
    w.payment_requests,
    l.purchase_order as purchase_order_key,
    l.production_order as production_order_key,
    l.sales_order_line as sales_order_line_key,
    l.entity_key,
    l.mapping_status,
    l.source_tx,
    l.source_committed_at,
    l.applied_at
from canon.purchase_order_line as l
cross join lateral (
    select
        coalesce(sum(g.quantity * case
            when (g.unit <> l.unit) is not true then 1
            else (
                select t.ratio
                from shared.unit_ratio as t
                where t.source = l.source and t.material = l.material and t.from_unit = g.unit and t.to_unit = l.unit
                order by t.preference
                limit 1
            )
        end), 0) as quantity
    from canon.goods_receipt_line as g
    where g.source = l.source and g.purchase_order_line = l.entity_key
) as r
cross join lateral (
    select
        coalesce(sum(s.quantity), 0) as quantity,
        coalesce(sum(s.gross), 0) as gross,
        coalesce(sum(s.open), 0) as open,
        count(*) filter (where s.open is null and s.gross <> 0) as unknown,
        min(s.due_date) filter (where s.open > 0) as next_due_date,
        array_agg(distinct s.document_no order by s.document_no) filter (where s.document_no is not null) as supplier_invoices
    from (
        select
            n.document_no,
            n.gross,
            n.quantity * case
                when (n.unit <> l.unit) is not true then 1
                else (
                    select t.ratio
                    from shared.unit_ratio as t
                    where t.source = l.source and t.material = l.material and t.from_unit = n.unit and t.to_unit = l.unit
                    order by t.preference
                    limit 1
                )
            end as quantity,
            o.due_date,
            round(o.open * w.until / nullif(w.whole, 0), coalesce(c.places, 2))
            - round(o.open * (w.until - n.gross) / nullif(w.whole, 0), coalesce(c.places, 2)) as open
        from canon.supplier_invoice_line as n
        cross join lateral (
            select sum(p.open_transaction) as open, min(p.due_date) as due_date
            from canon.payable_item as p
            where p.source = n.source and p.supplier_invoice = n.supplier_invoice
        ) as o
        cross join lateral (
            select
                sum(k.gross) as whole,
                sum(k.gross) filter (where (k.line_no, k.entity_key) <= (n.line_no, n.entity_key)) as until
            from canon.supplier_invoice_line as k
            where k.source = n.source and k.supplier_invoice = n.supplier_invoice
        ) as w
        left join shared.currency_places as c on c.source = n.source and c.currency = n.transaction_currency
        where n.source = l.source and n.purchase_order_line = l.entity_key
    ) as s
) as i
left join shared.currency_places as y on y.source = l.source and y.currency = l.transaction_currency
cross join lateral (
    select
        r.quantity as received,
        i.quantity as invoiced,
        greatest(r.quantity, i.quantity) as used,
        l.status in ('closed', 'cancelled') as ended
) as q
cross join lateral (
    select
        round(l.gross * q.used / nullif(l.ordered_quantity, 0), coalesce(y.places, 2)) as used,
        round(l.gross * q.invoiced / nullif(l.ordered_quantity, 0), coalesce(y.places, 2)) as invoiced
) as v
left join lateral (
    select array_agg(distinct f.request order by f.request) as payment_requests
    from (
        select r.request, r.state, r.superseded_at
        from books.payment_request as r
        where r.source = l.source and r.purchase_order = l.purchase_order
        union all
        select r.request, r.state, r.superseded_at
        from canon.supplier_invoice_line as n
        inner join canon.payable_item as p on p.source = n.source and p.supplier_invoice = n.supplier_invoice
        inner join books.payment_request as r on r.source = p.source and r.payable_item = p.entity_key
        where n.source = l.source and n.purchase_order_line = l.entity_key
    ) as f
    where f.superseded_at = 'infinity' and f.state not in ('rejected', 'cancelled')
) as w on true
