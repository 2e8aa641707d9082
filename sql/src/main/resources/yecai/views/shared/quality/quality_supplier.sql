-- Findings of finance.data_quality. Of what suppliers deliver and bill: invoices without item or order, twice or too early, and bank details that changed.
select
    'supplier_invoice_without_item' as rule,
    'error' as severity,
    c.source,
    c.company,
    'supplier_invoice' as entity,
    c.entity_key,
    c.document_no,
    c.transaction_currency as currency,
    c.gross as amount,
    'posted, but no open item names it: what is paid of it is unknown' as detail
from canon.supplier_invoice as c
where
    c.gross <> 0
    and not exists (
        select from canon.payable_item as r where r.source = c.source and r.supplier_invoice = c.entity_key
    )
union all
-- the later one of two, of which neither is reversed
select
    'supplier_invoice_twice',
    'warning',
    v.source,
    v.company,
    'supplier_invoice',
    v.entity_key,
    v.document_no,
    v.transaction_currency,
    v.gross,
    min(d.detail)
from canon.supplier_invoice as v
inner join lateral (
    select
        case
            when n.theirs = n.own then 'number ' || v.supplier_document_no || ' of supplier ' || v.supplier || ' is in ' || e.document_no
            else 'the same amount of supplier ' || v.supplier || ' within 7 days is in ' || e.document_no
        end as detail
    from canon.supplier_invoice as e
    cross join lateral (
        select
            lower(regexp_replace(e.supplier_document_no, '[^[:alnum:]]', '', 'g')) as theirs,
            lower(regexp_replace(v.supplier_document_no, '[^[:alnum:]]', '', 'g')) as own
        offset 0
    ) as n
    where
        e.source = v.source
        and e.company = v.company
        and e.supplier = v.supplier
        and e.gross > 0
        and e.reverses is null
        and e.reversed_by is null
        and (e.posting_date, e.entity_key) < (v.posting_date, v.entity_key)
        and (
            n.theirs = n.own
            or (
                (n.theirs is null or n.own is null)
                and e.gross = v.gross
                and e.transaction_currency = v.transaction_currency
                and abs(e.document_date - v.document_date) <= 7
            )
        )
) as d on true
where v.gross > 0 and v.reverses is null and v.reversed_by is null
group by v.source, v.company, v.entity_key, v.document_no, v.transaction_currency, v.gross
union all
select
    'receipt_without_order',
    'warning',
    r.source,
    r.company,
    'goods_receipt_line',
    r.entity_key,
    r.document_no,
    r.transaction_currency,
    r.net,
    'received without an order line, from supplier ' || coalesce(r.supplier, '')
from canon.goods_receipt_line as r
where r.purchase_order_line is null and r.reverses is null and r.reversed_by is null and r.quantity > 0
union all
select
    f.rule,
    f.severity,
    i.source,
    i.company,
    'supplier_invoice_line',
    i.entity_key,
    i.document_no,
    i.transaction_currency,
    i.net,
    f.detail
from canon.supplier_invoice_line as i
inner join canon.purchase_order_line as o on o.source = i.source and o.entity_key = i.purchase_order_line
cross join lateral (
    select min(g.document_date) as first_day
    from canon.goods_receipt_line as g
    where g.source = i.source and g.purchase_order_line = i.purchase_order_line and g.quantity > 0
) as r
cross join lateral (
    values
        (
            'billed_before_received', 'warning', 'billed on ' || i.document_date::text || ', received '
            || coalesce('on ' || r.first_day::text, 'not yet'),
            o.needs_receipt is not false and coalesce(r.first_day > i.document_date, true)
        ),
        (
            'order_after_invoice', 'warning', 'ordered on ' || o.document_date::text || ', after it was billed on '
            || i.document_date::text,
            o.document_date > i.document_date
        )
) as f (rule, severity, detail, is_broken)
where f.is_broken and i.quantity > 0
union all
select
    'bank_details_changed',
    'warning',
    s.source,
    i.company,
    'supplier',
    s.entity_key,
    s.supplier,
    i.transaction_currency,
    i.open,
    'bank details changed on ' || s.bank_changed_on::text || ', and ' || i.items::text || ' items in ' || i.transaction_currency
    || ' are open'
from canon.supplier as s
inner join (
    select p.source, p.company, p.supplier, p.transaction_currency, sum(p.open_transaction) as open, count(*) as items
    from canon.payable_item as p
    where p.open_transaction > 0
    group by p.source, p.company, p.supplier, p.transaction_currency
) as i on i.source = s.source and i.supplier = s.supplier
left join lateral (
    select min(c.time_zone) as time_zone
    from canon.company as c
    where c.source = i.source and c.company = i.company
) as z on true
left join books.buying_rule as w
    on w.company = i.company and w.currency = i.transaction_currency and w.superseded_at = 'infinity'
where
    s.bank_changed_on > (statement_timestamp() at time zone coalesce(z.time_zone, 'UTC'))::date - coalesce(w.bank_change_days, 30)
