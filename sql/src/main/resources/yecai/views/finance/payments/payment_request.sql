-- Requests to pay suppliers (finance.request_payment), each as it stands: requested, approved by as many as it needs (approvals), exported for
-- the bank and paid, or rejected or cancelled. It is paid once the ERP has payments of its item that became known after the export
-- (paid_amount), as much as was asked for; a prepayment once somebody has said which payment it became. purchase_orders are those of the
-- item's invoice, or the one that is paid ahead.
select
    r.source,
    r.company,
    r.request,
    r.version,
    r.kind,
    r.supplier,
    sn.name as supplier_name,
    r.document_no,
    o.purchase_orders,
    r.transaction_currency,
    r.amount,
    r.pay_on,
    case when r.state = 'exported' and a.amount >= r.amount then 'paid' else r.state end as state,
    r.approvals,
    d.approved_by,
    a.amount as paid_amount,
    r.requester,
    r.reason,
    r.recorded_by,
    r.recorded_at,
    r.payable_item as payable_item_key,
    r.purchase_order as purchase_order_key,
    r.payment as payment_key
from books.payment_request as r
left join lateral (
    select array_agg(c.decided_by order by c.recorded_at, c.decided_by) as approved_by
    from books.payment_decision as c
    where c.request = r.request and c.decision = 'approved'
) as d on true
left join lateral (
    select coalesce(sum(p.amount), 0) as amount
    from canon.payment_allocation as p
    where
        p.source = r.source
        and p.payable_item = r.payable_item
        and p.payment is not null
        and p.source_committed_at > r.recorded_at
) as a on r.state = 'exported' and r.payable_item is not null
left join lateral (
    select array_agg(distinct l.document_no order by l.document_no) as purchase_orders
    from (
        select n.purchase_order_line, null::text as purchase_order
        from canon.payable_item as i
        inner join canon.supplier_invoice_line as n on n.source = i.source and n.supplier_invoice = i.supplier_invoice
        where i.source = r.source and i.entity_key = r.payable_item
        union all
        select null, r.purchase_order
        where r.purchase_order is not null
    ) as w
    inner join canon.purchase_order_line as l
        on l.source = r.source
        and (l.entity_key = w.purchase_order_line or l.purchase_order = w.purchase_order)
) as o on true
left join lateral (
    select s.name
    from canon.supplier as s
    where s.source = r.source and s.supplier = r.supplier
    limit 1
) as sn on true
where r.superseded_at = 'infinity'
