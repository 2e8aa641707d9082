-- From order to cash, one row per sales order line: ordered, shipped, invoiced, settled, paid. Quantities are in the order line's
-- unit: what came in another one is converted by the material's units, and where that is impossible the quantity is null and
-- not_convertible true. Money is in the order's currency. An invoice or delivery in another currency (invoice_currencies) is
-- converted by the ERP's own booking where the order is in the company's currency, else at the rate of its day; without a rate
-- it is null. In reporting currency each document is converted at its own day's rate: the order, the delivery, the invoice, the
-- money. paid_gross is money only; settled_gross whatever lowered what is open, by its parts.
select
    l.source,
    l.company,
    l.plant,
    l.document_type,
    l.document_no as sales_order,
    l.line_no,
    l.document_date as order_date,
    l.customer,
    cn.name as customer_name,
    l.counterparty_company,
    l.salesperson,
    l.line_kind,
    l.material,
    mn.name as material_name,
    l.unit,
    l.unit_price,
    l.promised_date,
    l.status,
    l.transaction_currency,
    l.ordered_quantity,
    l.net as ordered_net,
    l.tax as ordered_tax,
    l.gross as ordered_gross,
    s.shipped_quantity,
    s.shipped_net,
    s.shipped_tax,
    s.first_shipment_date,
    s.last_shipment_date,
    i.invoiced_quantity,
    i.invoiced_net,
    i.invoiced_tax,
    i.invoiced_gross,
    i.last_invoice_date,
    i.invoice_currencies,
    i.settled_gross,
    i.paid_gross,
    i.paid_bill,
    i.credited,
    i.offset_amount,
    i.discounted,
    i.withheld,
    i.written_off,
    i.other_settled,
    i.invoiced_gross - i.settled_gross as open_gross,
    s.unbilled_quantity,
    s.unbilled_net,
    s.unbilled_tax,
    l.billed_not_delivered_quantity,
    l.billed_not_delivered_net,
    l.billed_not_delivered_tax,
    rc.currency as reporting_currency,
    round(l.net * fx.rate, d.reporting_places) as ordered_net_reporting,
    s.shipped_net_reporting,
    i.invoiced_net_reporting,
    i.paid_gross_reporting,
    fx.rate,
    fx.rate_date,
    fx.rate_type,
    fx.rate is null or s.unconverted or i.unconverted as unconverted,
    s.shipped_quantity is null or i.invoiced_quantity is null as not_convertible,
    l.sales_order as sales_order_key,
    l.entity_key,
    l.mapping_status,
    l.source_tx,
    l.source_committed_at,
    l.applied_at
from canon.sales_order_line as l
cross join (select r.currency from hub.reporting_currency as r limit 1) as rc
cross join lateral (
    select
        coalesce(min(c.decimals) filter (where c.currency = l.transaction_currency), 2) as places,
        coalesce(min(c.decimals) filter (where c.currency = rc.currency), 2) as reporting_places
    from canon.currency as c
    where c.source = l.source and c.currency in (l.transaction_currency, rc.currency)
) as d
cross join lateral (
    select
        case
            when count(h.in_unit) = count(*)
                then coalesce(sum(case when h.same_unit then h.quantity else round(h.quantity * h.in_unit, 6) end), 0)
        end as shipped_quantity,
        case
            when count(h.in_currency) = count(*)
                then coalesce(sum(case when h.same_currency then h.net else round(h.net * h.in_currency, d.places) end), 0)
        end as shipped_net,
        case
            when count(h.in_currency) = count(*)
                then coalesce(sum(case when h.same_currency then h.tax else round(h.tax * h.in_currency, d.places) end), 0)
        end as shipped_tax,
        case
            when count(h.in_reporting) = count(*) then coalesce(sum(round(h.net * h.in_reporting, d.reporting_places)), 0)
        end as shipped_net_reporting,
        case
            when count(h.in_unit) = count(*)
                then coalesce(sum(case when h.same_unit then h.unbilled_quantity else round(h.unbilled_quantity * h.in_unit, 6) end), 0)
        end as unbilled_quantity,
        case
            when count(h.in_currency) = count(*)
                then coalesce(sum(case when h.same_currency then h.unbilled_net else round(h.unbilled_net * h.in_currency, d.places) end), 0)
        end as unbilled_net,
        case
            when count(h.in_currency) = count(*)
                then coalesce(sum(case when h.same_currency then h.unbilled_tax else round(h.unbilled_tax * h.in_currency, d.places) end), 0)
        end as unbilled_tax,
        count(h.in_currency) < count(*) or count(h.in_reporting) < count(*) as unconverted,
        min(h.document_date) filter (where h.quantity > 0 and not h.is_taken_back) as first_shipment_date,
        max(h.document_date) filter (where h.quantity > 0 and not h.is_taken_back) as last_shipment_date
    from shared.order_document as h
    where h.source = l.source and h.sales_order_line = l.entity_key and h.entity = 'shipment_line'
) as s
cross join lateral (
    select
        case
            when count(v.in_unit) = count(*)
                then coalesce(sum(case when v.same_unit then v.quantity else round(v.quantity * v.in_unit, 6) end), 0)
        end as invoiced_quantity,
        case
            when count(v.in_currency) = count(*)
                then coalesce(sum(case when v.same_currency then v.net else round(v.net * v.in_currency, d.places) end), 0)
        end as invoiced_net,
        case
            when count(v.in_currency) = count(*)
                then coalesce(sum(case when v.same_currency then v.tax else round(v.tax * v.in_currency, d.places) end), 0)
        end as invoiced_tax,
        case
            when count(v.in_currency) = count(*)
                then coalesce(sum(case when v.same_currency then v.gross else round(v.gross * v.in_currency, d.places) end), 0)
        end as invoiced_gross,
        case
            when count(v.in_reporting) = count(*) then coalesce(sum(round(v.net * v.in_reporting, d.reporting_places)), 0)
        end as invoiced_net_reporting,
        case
            when count(p.settled * v.in_currency) = count(*)
                then coalesce(sum(case when v.same_currency then p.settled else round(p.settled * v.in_currency, d.places) end), 0)
        end as settled_gross,
        case
            when count(p.paid_cash * v.in_currency) = count(*)
                then coalesce(sum(case when v.same_currency then p.paid_cash else round(p.paid_cash * v.in_currency, d.places) end), 0)
        end as paid_gross,
        case
            when count(p.paid_cash_reporting) = count(*) then coalesce(sum(round(p.paid_cash_reporting, d.reporting_places)), 0)
        end as paid_gross_reporting,
        case
            when count(p.paid_bill * v.in_currency) = count(*)
                then coalesce(sum(case when v.same_currency then p.paid_bill else round(p.paid_bill * v.in_currency, d.places) end), 0)
        end as paid_bill,
        case
            when count(p.credited * v.in_currency) = count(*)
                then coalesce(sum(case when v.same_currency then p.credited else round(p.credited * v.in_currency, d.places) end), 0)
        end as credited,
        case
            when count(p.offset_amount * v.in_currency) = count(*)
                then coalesce(sum(case when v.same_currency then p.offset_amount else round(p.offset_amount * v.in_currency, d.places) end), 0)
        end as offset_amount,
        case
            when count(p.discounted * v.in_currency) = count(*)
                then coalesce(sum(case when v.same_currency then p.discounted else round(p.discounted * v.in_currency, d.places) end), 0)
        end as discounted,
        case
            when count(p.withheld * v.in_currency) = count(*)
                then coalesce(sum(case when v.same_currency then p.withheld else round(p.withheld * v.in_currency, d.places) end), 0)
        end as withheld,
        case
            when count(p.written_off * v.in_currency) = count(*)
                then coalesce(sum(case when v.same_currency then p.written_off else round(p.written_off * v.in_currency, d.places) end), 0)
        end as written_off,
        case
            when count(p.other_settled * v.in_currency) = count(*)
                then coalesce(sum(case when v.same_currency then p.other_settled else round(p.other_settled * v.in_currency, d.places) end), 0)
        end as other_settled,
        string_agg(distinct v.transaction_currency, ', ') as invoice_currencies,
        count(v.in_currency) < count(*) or count(v.in_reporting) < count(*) as unconverted,
        max(v.document_date) as last_invoice_date
    from shared.order_document as v
    left join lateral (
        -- unknown, not 0, where the invoice has no open item
        select
            case when k.is_known then k.settled end as settled,
            case when k.is_known then k.paid_cash end as paid_cash,
            case when k.is_known then k.paid_cash_reporting end as paid_cash_reporting,
            case when k.is_known then k.paid_bill end as paid_bill,
            case when k.is_known then k.credited end as credited,
            case when k.is_known then k.offset_amount end as offset_amount,
            case when k.is_known then k.discounted end as discounted,
            case when k.is_known then k.withheld end as withheld,
            case when k.is_known then k.written_off end as written_off,
            case when k.is_known then k.other_settled end as other_settled
        from (
            select
                count(*) > 0 and count(*) = count(q.amount) as is_known,
                sum(q.amount) as settled,
                case
                    when count(*) filter (where q.part = 'cash' and q.cash_rate is null) = 0
                        then coalesce(sum(q.amount * q.cash_rate) filter (where q.part = 'cash'), 0)
                end as paid_cash_reporting,
                coalesce(sum(q.amount) filter (where q.part = 'cash'), 0) as paid_cash,
                coalesce(sum(q.amount) filter (where q.part = 'bill'), 0) as paid_bill,
                coalesce(sum(q.amount) filter (where q.part = 'credit'), 0) as credited,
                coalesce(sum(q.amount) filter (where q.part = 'offset'), 0) as offset_amount,
                coalesce(sum(q.amount) filter (where q.part = 'discount'), 0) as discounted,
                coalesce(sum(q.amount) filter (where q.part = 'withholding'), 0) as withheld,
                coalesce(sum(q.amount) filter (where q.part = 'write_off'), 0) as written_off,
                coalesce(sum(q.amount) filter (where q.part = 'other'), 0) as other_settled
            from shared.line_settlement as q
            where q.source = v.source and q.customer_invoice_line = v.entity_key
        ) as k
    ) as p on true
    where v.source = l.source and v.sales_order_line = l.entity_key and v.entity = 'customer_invoice_line'
) as i
left join lateral (
    select x.rate, x.valid_from, x.rate_type
    from canon.exchange_rate as x
    where x.source = l.source
        and coalesce(x.company, l.company) is not distinct from l.company
        and x.from_currency = l.transaction_currency
        and x.to_currency = rc.currency
        and x.rate_type = 'transaction'
        and x.valid_from <= l.document_date
    order by x.valid_from desc, x.company
    limit 1
) as x on true
cross join lateral (
    select
        case when l.transaction_currency = rc.currency then 1 else x.rate end as rate,
        case when l.transaction_currency = rc.currency then l.document_date else x.valid_from end as rate_date,
        case when l.transaction_currency = rc.currency then 'same currency' else x.rate_type end as rate_type
) as fx
left join lateral (
    select c.name
    from canon.customer as c
    where c.source = l.source and c.customer = l.customer
    limit 1
) as cn on true
left join lateral (
    select m.name
    from canon.material as m
    where m.source = l.source and m.material = l.material
    limit 1
) as mn on true
