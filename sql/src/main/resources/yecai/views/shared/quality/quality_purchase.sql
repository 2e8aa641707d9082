-- Findings of finance.data_quality. Of purchase orders: without a requisition, split below the approval limit, or above the last price.
-- where the company orders such things by requisition, from the first such order on
select
    'order_without_requisition' as rule,
    'warning' as severity,
    o.source,
    o.company,
    'purchase_order_line' as entity,
    o.entity_key,
    o.document_no,
    o.transaction_currency as currency,
    o.net as amount,
    'ordered on ' || o.document_date::text || ' without a requisition, by which orders of its kind are made since '
    || u.first_day::text as detail
from canon.purchase_order_line as o
inner join (
    select r.source, r.company, r.document_type, min(r.document_date) as first_day
    from canon.purchase_order_line as r
    where r.purchase_requisition is not null
    group by r.source, r.company, r.document_type
) as u on u.source = o.source and u.company = o.company and u.document_type = o.document_type and u.first_day <= o.document_date
where o.purchase_requisition is null and o.status <> 'cancelled' and o.ordered_quantity > 0
union all
-- the order with which they reach it
select
    'split_order',
    'warning',
    s.source,
    s.company,
    'purchase_order',
    s.entity_key,
    s.document_no,
    s.transaction_currency,
    s.net,
    s.orders::text || ' orders of supplier ' || s.supplier || ' within ' || s.split_days::text || ' days, each below '
    || s.approval_limit::text || ', are together ' || s.together::text
from (
    select
        o.source,
        o.company,
        o.entity_key,
        o.document_no,
        o.transaction_currency,
        o.net,
        o.supplier,
        w.split_days,
        w.approval_limit,
        sum(e.net) as together,
        count(*) as orders
    from canon.purchase_order as o
    inner join books.buying_rule as w
        on w.company = o.company and w.currency = o.transaction_currency and w.superseded_at = 'infinity'
    inner join canon.purchase_order as e
        on e.source = o.source and e.company = o.company and e.supplier = o.supplier and e.transaction_currency = o.transaction_currency
    where
        o.net > 0
        and o.net < w.approval_limit
        and o.status <> 'cancelled'
        and e.net > 0
        and e.net < w.approval_limit
        and e.status <> 'cancelled'
        and e.document_date >= o.document_date - w.split_days
        and (e.document_date, e.entity_key) <= (o.document_date, o.entity_key)
    group by
        o.source, o.company, o.entity_key, o.document_no, o.transaction_currency, o.net, o.supplier, w.split_days, w.approval_limit
) as s
where s.together >= s.approval_limit and s.together - s.net < s.approval_limit
union all
select
    'order_above_last_price',
    'warning',
    o.source,
    o.company,
    'purchase_order_line',
    o.entity_key,
    o.document_no,
    o.transaction_currency,
    o.net,
    'price ' || trim_scale(o.unit_price)::text || ', ' || round(100 * (o.unit_price - p.unit_price) / p.unit_price, 1)::text
    || ' % above ' || trim_scale(p.unit_price)::text || ' of order ' || p.document_no
from books.buying_rule as w
inner join canon.purchase_order_line as o on o.company = w.company and o.transaction_currency = w.currency
inner join lateral (
    select e.unit_price, e.document_no
    from canon.purchase_order_line as e
    where
        -- what is paid for work on a material is no price of it
        e.source = o.source
        and e.company = o.company
        and e.document_type is not distinct from o.document_type
        and e.material = o.material
        and e.unit = o.unit
        and e.transaction_currency = o.transaction_currency
        and e.status <> 'cancelled'
        and e.ordered_quantity > 0
        and (e.document_date, e.document_no, e.line_no) < (o.document_date, o.document_no, o.line_no)
    order by e.document_date desc, e.document_no desc, e.line_no desc
    limit 1
) as p on p.unit_price > 0
where
    w.superseded_at = 'infinity'
    and w.last_price_percent is not null
    and o.status <> 'cancelled'
    and o.ordered_quantity > 0
    and o.unit_price > p.unit_price * (1 + w.last_price_percent / 100)
