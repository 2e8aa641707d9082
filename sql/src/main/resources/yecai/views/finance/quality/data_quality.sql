-- What is wrong or missing in what the ERPs hold, one row for each finding: a figure that rests on it is to be doubted, and where
-- it is unknown it is null elsewhere. amount is in the document's currency, of costs and ledger lines in the company's.
select
    q.rule,
    q.severity,
    q.source,
    q.company,
    q.entity,
    q.entity_key,
    q.document_no,
    q.currency,
    q.amount,
    q.detail
from (
    select
        'invoice_without_item' as rule,
        'error' as severity,
        c.source,
        c.company,
        'customer_invoice' as entity,
        c.entity_key,
        c.document_no,
        c.transaction_currency as currency,
        c.gross as amount,
        'posted, but no open item names it: what is paid of it is unknown' as detail
    from canon.customer_invoice as c
    where
        c.gross <> 0
        and not exists (
            select from canon.receivable_item as r where r.source = c.source and r.customer_invoice = c.entity_key
        )
    union all
    select
        f.rule,
        f.severity,
        r.source,
        r.company,
        'receivable_item',
        r.entity_key,
        r.document_no,
        r.transaction_currency,
        f.amount,
        f.detail
    from canon.receivable_item as r
    cross join lateral (
        values
            (
                'item_below_zero', 'warning', r.open_transaction, 'a claim with more settled than it was: ' || r.kind,
                r.open_transaction < 0 and r.original > 0
            ),
            (
                'credit_above_zero', 'warning', r.open_transaction, 'a credit with more used than it was: ' || r.kind,
                r.open_transaction > 0 and r.original < 0
            ),
            (
                'item_without_date', 'error', r.original, 'neither posting nor document date: it counts on every day',
                coalesce(r.posting_date, r.document_date) is null
            ),
            (
                'item_without_account', 'error', r.open_transaction, 'no account: it cannot be compared with the ledger',
                r.account is null
            )
    ) as f (rule, severity, amount, detail, is_broken)
    where f.is_broken
    union all
    select
        'allocation_without_item',
        'error',
        x.source,
        x.company,
        'receipt_allocation',
        x.entity_key,
        null,
        x.transaction_currency,
        x.amount,
        'settles an item that is not there: ' || x.receivable_item
    from canon.receipt_allocation as x
    where
        x.receivable_item is not null
        and not exists (
            select from canon.receivable_item as r where r.source = x.source and r.entity_key = x.receivable_item
        )
    union all
    select
        'allocation_without_money',
        'error',
        x.source,
        x.company,
        'receipt_allocation',
        x.entity_key,
        null,
        x.transaction_currency,
        x.amount,
        'settles an item with a receipt or credit that is not there: ' || n.entity_key
    from canon.receipt_allocation as x
    cross join lateral (
        select x.receipt as entity_key
        where
            x.receipt is not null
            and not exists (select from canon.receipt as m where m.source = x.source and m.entity_key = x.receipt)
        union all
        select x.credit_item
        where
            x.credit_item is not null
            and not exists (select from canon.receivable_item as r where r.source = x.source and r.entity_key = x.credit_item)
    ) as n
    union all
    select
        'item_without_invoice',
        'error',
        r.source,
        r.company,
        'receivable_item',
        r.entity_key,
        r.document_no,
        r.transaction_currency,
        r.original,
        'its invoice is not there: ' || r.customer_invoice
    from canon.receivable_item as r
    where
        r.customer_invoice is not null
        and not exists (select from canon.customer_invoice as c where c.source = r.source and c.entity_key = r.customer_invoice)
    union all
    select
        'no_rate',
        'error',
        c.source,
        c.company,
        'company',
        c.entity_key,
        null,
        c.functional_currency,
        null,
        'no rate from ' || c.functional_currency || ' to ' || rc.currency || ': none of its figures is in the currency of the group'
    from canon.company as c
    cross join (select r.currency from hub.reporting_currency as r limit 1) as rc
    where
        c.functional_currency <> rc.currency
        and not exists (
            select from canon.exchange_rate as x
            where x.source = c.source and x.from_currency = c.functional_currency and x.to_currency = rc.currency
        )
    union all
    select
        'no_group_rate',
        'error',
        n.source,
        n.company,
        'company',
        n.entity_key,
        null,
        n.functional_currency,
        null,
        format(
            'at %s month ends, %s to %s, there are balances and no closing rate of the group from %s to %s', count(*), min(n.month_end),
            max(n.month_end), n.functional_currency, n.reporting_currency)
    from (
        select
            e.source, e.company, e.entity_key, e.functional_currency, e.reporting_currency, e.month_end,
            -- month ends that follow each other are one finding
            extract(year from e.month_end) * 12 + extract(month from e.month_end)
            - row_number() over (partition by e.source, e.entity_key order by e.month_end) as gap
        from (
            select distinct
                c.source,
                c.company,
                c.entity_key,
                c.functional_currency,
                rc.currency as reporting_currency,
                (m.month + interval '1 month')::date - 1 as month_end
            from canon.company as c
            cross join (select r.currency from hub.reporting_currency as r limit 1) as rc
            inner join (
                select
                    a.source,
                    a.company,
                    a.functional_currency,
                    to_date(a.period, 'YYYY-MM') as first_month,
                    lead(to_date(a.period, 'YYYY-MM')) over by_account - 1 as last_day,
                    sum(a.moved) over by_account as balance
                from (
                    select
                        g.source,
                        g.company,
                        g.account,
                        g.functional_currency,
                        coalesce(g.source_period, to_char(g.posting_date, 'YYYY-MM')) as period,
                        sum(g.debit - g.credit) as moved
                    from canon.gl_entry as g
                    where
                        g.status = 'posted'
                        and g.functional_currency <> (select r.currency from hub.reporting_currency as r limit 1)
                    group by
                        g.source, g.company, g.account, g.functional_currency, coalesce(g.source_period, to_char(g.posting_date, 'YYYY-MM'))
                ) as a
                where a.period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'
                window by_account as (partition by a.source, a.company, a.account, a.functional_currency order by a.period)
            ) as b
                on b.source = c.source
                and b.company = c.company
                and b.functional_currency = c.functional_currency
                and b.balance <> 0
            cross join lateral generate_series(
                b.first_month::timestamp,
                least(b.last_day, date_trunc('month', statement_timestamp() at time zone 'UTC')::date - 1)::timestamp,
                interval '1 month') as m (month)
            where c.functional_currency <> rc.currency
        ) as e
        where not exists (
            select from books.group_rate as r
            where
                r.superseded_at = 'infinity'
                and r.rate_type = 'closing'
                and r.valid_on = e.month_end
                and (
                    (r.from_currency, r.to_currency) = (e.functional_currency, e.reporting_currency)
                    or (r.to_currency, r.from_currency) = (e.functional_currency, e.reporting_currency)
                )
        )
    ) as n
    group by n.source, n.company, n.entity_key, n.functional_currency, n.reporting_currency, n.gap
    union all
    select
        'no_rate',
        'error',
        h.source,
        h.company,
        'shipment_line',
        h.entity_key,
        h.document_no,
        h.transaction_currency,
        h.net,
        'its value in ' || h.functional_currency || ' is unknown'
    from canon.shipment_line as h
    where h.transaction_currency <> h.functional_currency and h.net_functional is null
    union all
    select
        'posting_in_a_closed_period',
        'warning',
        l.source,
        l.company,
        l.entity,
        l.entity_key,
        l.document_no,
        l.currency,
        l.amount_after,
        'posted into ' || l.source_period || ', which was closed'
    from hub.late_change as l
    where l.change_kind = 'posted'
    union all
    select
        'reversed_receipt_without_pair',
        'error',
        m.source,
        m.company,
        'receipt',
        m.entity_key,
        m.document_no,
        m.transaction_currency,
        m.amount,
        'reversed, but it names neither what it reverses nor what reverses it'
    from canon.receipt as m
    where m.status = 'reversed' and m.reverses is null and m.reversed_by is null
    union all
    select
        'unlinked_reversal',
        'error',
        e.source,
        e.company,
        'cost_entry',
        e.entity_key,
        e.document_no,
        e.functional_currency,
        e.amount_functional,
        'reverses ' || coalesce(e.reverses || ', which is not there', 'an entry that it does not name')
    from canon.cost_entry as e
    where
        e.entry_kind = 'reversal'
        and not exists (select from canon.cost_entry as v where v.source = e.source and v.entity_key = e.reverses)
    union all
    select
        'billed_more_than_delivered',
        'warning',
        l.source,
        l.company,
        'sales_order_line',
        l.entity_key,
        l.document_no,
        l.transaction_currency,
        l.billed_not_delivered_net,
        l.billed_not_delivered_quantity::text || ' ' || coalesce(l.unit, '')
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
        'old_draft',
        'warning',
        g.source,
        g.company,
        'gl_entry',
        g.entity_key,
        g.document_no,
        g.functional_currency,
        g.debit - g.credit,
        'a draft since ' || g.posting_date::text
    from canon.gl_entry as g
    where g.status = 'draft' and g.posting_date < (statement_timestamp() at time zone 'UTC')::date - 30
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
    union all
    select
        'supplier_invoice_without_item',
        'error',
        c.source,
        c.company,
        'supplier_invoice',
        c.entity_key,
        c.document_no,
        c.transaction_currency,
        c.gross,
        'posted, but no open item names it: what is paid of it is unknown'
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
    -- of sources that keep standards: without one, nothing tells why the order costs what it does
    select
        'order_without_standard',
        'warning',
        o.source,
        o.company,
        'production_order',
        o.entity_key,
        o.document_no,
        o.functional_currency,
        o.stored_cost,
        'completed, and no standard of material ' || coalesce(o.material, '') || ' held on ' || coalesce(o.release_date::text, 'an unknown day')
    from canon.production_order as o
    where
        o.status in ('completed', 'closed')
        and o.document_type is distinct from 'rework'
        and exists (select from canon.standard_cost as n where n.source = o.source)
        and not exists (
            select from shared.order_standard as s where s.source = o.source and s.production_order = o.entity_key
        )
    union all
    -- where the company orders such things by requisition, from the first such order on
    select
        'order_without_requisition',
        'warning',
        o.source,
        o.company,
        'purchase_order_line',
        o.entity_key,
        o.document_no,
        o.transaction_currency,
        o.net,
        'ordered on ' || o.document_date::text || ' without a requisition, by which orders of its kind are made since '
        || u.first_day::text
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
) as q
