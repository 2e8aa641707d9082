-- Suppliers' invoice lines beside their orders and receipts, as they are now, in the order's currency and the line's unit. A credit note
-- lowers the quantity and the price of the line that it credits, and has no row of its own while it names one. invoiced_quantity adds up the
-- order line's invoices up to this one, in the order of their posting; received_quantity is what has come until now, so a later receipt releases the line
-- (released_on), and received_at_posting what had come by then. blocks says what holds the line up, result the first of it, or
-- 'matched', 'within_tolerance' (it differs, by less than finance.tolerance allows), 'two_way' (nothing is received for it: it is compared with
-- the order alone) and 'credited' (nothing is left of it):
--   duplicate       another invoice of the supplier has the same number, but for its punctuation, or the same gross within 7 days
--   no_order        it names no order line
--   no_receipt      nothing has come
--   quantity_block  more is invoiced than has come, of a service, than was ordered
--   price_block     the price is above the order's by more than the tolerance; a lower price holds nothing up
--   early           the first receipt came more than early_days before the promised day
--   unit_block      the units of order, receipt and invoice cannot be converted
-- payable_within_tolerance is what may be paid, tax included: the quantity that has come, at the order's price where the invoice's is
-- blocked; nothing of what is a duplicate, has no order or no unit. blocked_amount is the rest of the line.
select
    m.source,
    m.company,
    m.counterparty_company,
    m.supplier,
    m.document_type,
    m.document_no,
    m.supplier_document_no,
    m.line_no,
    m.document_date,
    m.posting_date,
    m.purchase_order,
    m.purchase_order_line_no,
    m.material,
    m.unit,
    m.quantity,
    m.ordered_quantity,
    m.received_quantity,
    m.received_at_posting,
    m.invoiced_quantity,
    m.quantity_difference,
    m.transaction_currency,
    round(m.order_price, 6) as order_price,
    round(m.invoice_price, 6) as invoice_price,
    m.price_difference,
    m.price_percent,
    m.price_percent_limit,
    m.price_amount_limit,
    m.quantity_percent_limit,
    m.early_days_limit,
    m.price_rule,
    m.blocks,
    case
        when m.blocks <> '{}' then m.blocks[1]
        when m.gross = 0 and m.quantity = 0 then 'credited'
        when m.needs_receipt is false then 'two_way'
        when m.quantity_difference > 0 or m.price_difference > 0 then 'within_tolerance'
        else 'matched'
    end as result,
    m.gross,
    p.payable as payable_within_tolerance,
    m.gross - p.payable as blocked_amount,
    m.released_on,
    m.purchase_order_line as purchase_order_line_key,
    m.goods_receipt_line as goods_receipt_line_key,
    m.supplier_invoice as supplier_invoice_key,
    m.entity_key,
    m.mapping_status,
    m.source_tx,
    m.source_committed_at,
    m.applied_at
from (
    select
        b.source,
        b.company,
        b.counterparty_company,
        b.supplier,
        b.document_type,
        b.document_no,
        b.supplier_document_no,
        b.line_no,
        b.document_date,
        b.posting_date,
        b.purchase_order,
        b.purchase_order_line_no,
        b.material,
        b.unit,
        b.quantity,
        b.ordered_quantity,
        b.received_quantity,
        b.received_at_posting,
        b.invoiced_quantity,
        b.quantity_difference,
        b.transaction_currency,
        b.order_price,
        b.invoice_price,
        b.price_difference,
        b.price_percent,
        t.price_percent as price_percent_limit,
        t.price_amount as price_amount_limit,
        t.quantity_percent as quantity_percent_limit,
        t.early_days as early_days_limit,
        t.price_rule,
        b.needs_receipt,
        b.gross,
        b.net,
        b.purchase_order_line,
        b.goods_receipt_line,
        b.supplier_invoice,
        b.entity_key,
        b.mapping_status,
        b.source_tx,
        b.source_committed_at,
        b.applied_at,
        b.places,
        k.blocks,
        q.is_over,
        q.is_dear,
        case when b.needs_receipt is not false and b.quantity_difference <= 0 and b.received_at_posting < b.invoiced_quantity then b.reached_on end
            as released_on
    from (
        select
            c.source,
            c.company,
            c.counterparty_company,
            c.supplier,
            c.document_type,
            c.document_no,
            v.supplier_document_no,
            c.line_no,
            c.document_date,
            c.posting_date,
            o.document_no as purchase_order,
            o.line_no as purchase_order_line_no,
            c.material,
            c.unit,
            l.quantity,
            o.ordered_quantity * f.of_order as ordered_quantity,
            case when o.entity_key is not null then r.quantity end as received_quantity,
            case when o.entity_key is not null then r.at_posting end as received_at_posting,
            case when o.entity_key is not null then s.quantity end as invoiced_quantity,
            case
                when o.entity_key is null then null
                when o.needs_receipt is false then s.quantity - o.ordered_quantity * f.of_order
                else s.quantity - r.quantity
            end as quantity_difference,
            c.transaction_currency,
            e.order_price,
            e.invoice_price,
            round(e.invoice_price - e.order_price, 6) as price_difference,
            round(100 * (e.invoice_price - e.order_price) / nullif(e.order_price, 0), 4) as price_percent,
            o.needs_receipt,
            l.gross,
            l.net,
            c.purchase_order_line,
            c.goods_receipt_line,
            c.supplier_invoice,
            c.entity_key,
            c.mapping_status,
            c.source_tx,
            c.source_committed_at,
            c.applied_at,
            coalesce(y.places, 2) as places,
            r.first_day as first_receipt,
            r.reached_on,
            o.promised_date,
            (o.entity_key is not null and f.of_order is null) or r.unknown > 0 or s.unknown > 0 as unit_unknown,
            z.is_duplicate,
            z.material_kind
        from canon.supplier_invoice_line as c
        inner join canon.supplier_invoice as v on v.source = c.source and v.entity_key = c.supplier_invoice
        left join canon.purchase_order_line as o on o.source = c.source and o.entity_key = c.purchase_order_line
        left join shared.currency_places as y on y.source = c.source and y.currency = c.transaction_currency
        -- what its credits leave of the line (a fence, offset 0, keeps what is named often from being computed as often)
        cross join lateral (
            select
                c.quantity + coalesce(sum(k.quantity), 0) as quantity,
                c.net + coalesce(sum(k.net), 0) as net,
                c.gross + coalesce(sum(k.gross), 0) as gross
            from canon.supplier_invoice_line as k
            where k.source = c.source and k.company = c.company and k.credits_line = c.entity_key
        ) as l
        cross join lateral (
            select
                case
                    when (o.unit <> c.unit) is not true then 1
                    else (
                        select t.ratio
                        from shared.unit_ratio as t
                        where t.source = c.source and t.material = c.material and t.from_unit = o.unit and t.to_unit = c.unit
                        order by t.preference
                        limit 1
                    )
                end as of_order
            offset 0
        ) as f
        cross join lateral (
            select
                o.unit_price / nullif(f.of_order, 0) as order_price,
                l.net / nullif(l.quantity, 0) as invoice_price
            offset 0
        ) as e
        cross join lateral (
            select
                coalesce(sum(n.quantity), 0) as quantity,
                count(*) filter (where n.quantity is null) as unknown
            from (
                select
                    k.quantity * case
                        when (k.unit <> c.unit) is not true then 1
                        else (
                            select t.ratio
                            from shared.unit_ratio as t
                            where t.source = c.source and t.material = c.material and t.from_unit = k.unit and t.to_unit = c.unit
                            order by t.preference
                            limit 1
                        )
                    end as quantity
                from canon.supplier_invoice_line as k
                where
                    k.source = c.source
                    and k.purchase_order_line = c.purchase_order_line
                    and ((k.posting_date, k.entity_key) <= (c.posting_date, c.entity_key) or k.credits_line is not null)
            ) as n
        ) as s
        cross join lateral (
            select
                coalesce(sum(g.quantity), 0) as quantity,
                coalesce(sum(g.quantity) filter (where g.posting_date <= c.posting_date), 0) as at_posting,
                min(g.document_date) filter (where g.quantity > 0) as first_day,
                min(g.posting_date) filter (where g.until >= s.quantity) as reached_on,
                count(*) filter (where g.quantity is null) as unknown
            from (
                select
                    h.document_date,
                    h.posting_date,
                    h.quantity,
                    sum(h.quantity) over (order by h.posting_date, h.entity_key) as until
                from (
                    select
                        k.entity_key,
                        k.document_date,
                        k.posting_date,
                        k.quantity * case
                            when (k.unit <> c.unit) is not true then 1
                            else (
                                select t.ratio
                                from shared.unit_ratio as t
                                where t.source = c.source and t.material = c.material and t.from_unit = k.unit and t.to_unit = c.unit
                                order by t.preference
                                limit 1
                            )
                        end as quantity
                    from canon.goods_receipt_line as k
                    where k.source = c.source and k.purchase_order_line = c.purchase_order_line
                ) as h
            ) as g
        ) as r
        cross join lateral (
            select
                exists (
                    select
                    from canon.supplier_invoice as d
                    where
                        d.source = c.source
                        and d.company = c.company
                        and d.supplier = c.supplier
                        and d.entity_key <> c.supplier_invoice
                        and d.reverses is null
                        and d.reversed_by is null
                        and v.reverses is null
                        and v.reversed_by is null
                        and d.gross > 0
                        and v.gross > 0
                        and (d.posting_date, d.entity_key) < (v.posting_date, v.entity_key)
                        and (
                            lower(regexp_replace(d.supplier_document_no, '[^[:alnum:]]', '', 'g'))
                            = lower(regexp_replace(v.supplier_document_no, '[^[:alnum:]]', '', 'g'))
                            or (
                                d.gross = v.gross
                                and d.transaction_currency = v.transaction_currency
                                and abs(d.document_date - v.document_date) <= 7
                                and (d.supplier_document_no is null or v.supplier_document_no is null)
                            )
                        )
                ) as is_duplicate,
                (
                    select k.material_kind
                    from canon.material as k
                    where k.source = c.source and k.material = c.material
                    limit 1
                ) as material_kind
            offset 0
        ) as z
        where c.credits_line is null
    ) as b
    left join lateral (
        select w.price_percent, w.price_amount, w.quantity_percent, w.early_days, w.price_rule
        from books.tolerance as w
        where
            w.company = b.company
            and w.supplier in ('', b.supplier)
            and w.material_kind in ('', b.material_kind)
            and w.superseded_at = 'infinity'
            and coalesce(w.price_percent, w.price_amount, w.quantity_percent, w.early_days) is not null
        order by w.supplier <> '' desc, w.material_kind <> '' desc
        limit 1
    ) as t on true
    cross join lateral (
        select
            b.quantity_difference > coalesce(t.quantity_percent, 0) * abs(b.ordered_quantity) / 100 as is_over,
            case
                when (b.price_difference > 0) is not true then false
                when t.price_percent is null and t.price_amount is null then true
                when t.price_percent is null then b.price_difference > t.price_amount
                when t.price_amount is null then b.price_percent > t.price_percent
                when t.price_rule = 'both' then b.price_difference > t.price_amount and b.price_percent > t.price_percent
                else b.price_difference > t.price_amount or b.price_percent > t.price_percent
            end as is_dear
        offset 0
    ) as q
    cross join lateral (
        select
            array_remove(
                array[
                    case when b.is_duplicate then 'duplicate' end,
                    case when b.purchase_order is null and b.gross > 0 then 'no_order' end,
                    case when b.unit_unknown then 'unit_block' end,
                    case when b.needs_receipt is not false and b.purchase_order is not null and b.received_quantity <= 0 and b.quantity > 0 then 'no_receipt' end,
                    case when q.is_over and (b.received_quantity > 0 or b.needs_receipt is false) then 'quantity_block' end,
                    case when q.is_dear then 'price_block' end,
                    case when b.first_receipt < b.promised_date - t.early_days then 'early' end
                ],
                null
            ) as blocks
        offset 0
    ) as k
) as m
cross join lateral (
    select
        case
            when m.blocks && array['duplicate', 'no_order', 'unit_block', 'no_receipt'] then 0
            when not m.is_over and not m.is_dear then m.gross
            else round(
                least(
                    m.gross,
                    m.gross / nullif(m.net, 0)
                    * case when m.is_dear then m.order_price else m.invoice_price end
                    * case when m.is_over then greatest(0, m.quantity - m.quantity_difference) else m.quantity end
                ),
                m.places
            )
        end as payable
    offset 0
) as p
