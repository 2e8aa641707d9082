-- From order to cash, one row per sales order line: ordered, shipped, invoiced, paid; quantities in the order line's
-- unit, money in the order's currency. What an invoice was paid is shared out to its lines by gross amount.
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
    i.paid_gross,
    i.invoiced_gross - i.paid_gross as open_gross,
    s.unbilled_quantity,
    s.unbilled_net,
    s.unbilled_tax,
    l.billed_not_delivered_quantity,
    l.billed_not_delivered_net,
    l.billed_not_delivered_tax,
    rc.currency as reporting_currency,
    l.net * fx.rate as ordered_net_reporting,
    s.shipped_net * fx.rate as shipped_net_reporting,
    i.invoiced_net * fx.rate as invoiced_net_reporting,
    i.paid_gross * fx.rate as paid_gross_reporting,
    fx.rate,
    fx.rate_date,
    fx.rate_type,
    fx.rate is null as unconverted,
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
        coalesce(sum(h.quantity), 0) as shipped_quantity,
        coalesce(sum(h.net), 0) as shipped_net,
        coalesce(sum(h.tax), 0) as shipped_tax,
        coalesce(sum(h.unbilled_quantity), 0) as unbilled_quantity,
        coalesce(sum(h.unbilled_net), 0) as unbilled_net,
        coalesce(sum(h.unbilled_tax), 0) as unbilled_tax,
        min(h.shipment_date) as first_shipment_date,
        max(h.shipment_date) as last_shipment_date
    from canon.shipment_line as h
    where h.source = l.source and h.sales_order_line = l.entity_key
) as s
cross join lateral (
    select
        coalesce(sum(v.quantity), 0) as invoiced_quantity,
        coalesce(sum(v.net), 0) as invoiced_net,
        coalesce(sum(v.tax), 0) as invoiced_tax,
        coalesce(sum(v.gross), 0) as invoiced_gross,
        coalesce(sum(v.paid), 0) as paid_gross,
        max(v.document_date) as last_invoice_date
    from canon.customer_invoice_line as v
    where v.source = l.source and v.sales_order_line = l.entity_key
) as i
left join lateral (
    select x.rate, x.valid_from, x.rate_type
    from canon.exchange_rate as x
    where x.source = l.source
        and x.from_currency = l.transaction_currency
        and x.to_currency = rc.currency
        and x.rate_type = 'transaction'
        and x.valid_from <= l.document_date
    order by x.valid_from desc
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
