select
    l.id as derive_key,
    l.id::text as entity_key,
    s.company,
    s.plant,
    s.shipment_kind as document_type,
    s.number as document_no,
    l.line_no,
    s.ship_date as document_date,
    s.posting_date,
    s.period as source_period,
    s.shipment_kind,
    s.sales_order_id::text as sales_order,
    l.sales_order_line_id::text as sales_order_line,
    s.customer,
    s.trading_company as counterparty_company,
    l.material,
    l.uom as unit,
    l.quantity,
    s.ship_date as shipment_date,
    s.delivered_date as delivery_date,
    s.accepted_date as acceptance_date,
    d.recognized_date,
    s.currency as transaction_currency,
    l.net,
    l.tax,
    s.functional_currency,
    f.net as net_functional,
    f.tax as tax_functional,
    l.invoiced_quantity,
    d.unbilled_quantity,
    u.net as unbilled_net,
    u.tax as unbilled_tax,
    round(f.net * d.unbilled_quantity / l.quantity, fc.decimals) as unbilled_net_functional,
    round(f.tax * d.unbilled_quantity / l.quantity, fc.decimals) as unbilled_tax_functional,
    d.recognized as unconditional,
    l.reverses_id::text as reverses,
    l.reversed_by_id::text as reversed_by
from shipment_lines as l
inner join shipments as s on s.id = l.shipment_id
inner join delivery as d on d.id = l.id
left join currencies as c on c.code = s.currency
left join currencies as fc on fc.code = s.functional_currency
cross join lateral (
    select
        round(l.net * d.unbilled_quantity / l.quantity, c.decimals) as net,
        round(l.tax * d.unbilled_quantity / l.quantity, c.decimals) as tax
) as u
cross join lateral (
    select
        round(l.net * s.exchange_rate, fc.decimals) as net,
        round(l.tax * s.exchange_rate, fc.decimals) as tax
) as f
