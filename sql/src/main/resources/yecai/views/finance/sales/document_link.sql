-- Which line of which document stands for which other, one row a link. bills: what an invoice line bills of a delivery, or of
-- an order line where it names no delivery; a credit is negative. credits: a credit note's line and the line that it
-- credits. reverses: what takes back what. settles: money or a credit, and the item that it settles. consumes: what was
-- issued or done for a production order. Quantity is in the unit of the line that the link comes from, amount what that line says
-- of it, net for bills and credits.
select
    l.source,
    l.entity_key,
    l.company,
    l.counterparty_company,
    l.customer,
    l.link_kind,
    l.from_entity,
    l.from_key,
    l.to_entity,
    l.to_key,
    l.quantity,
    l.unit,
    l.amount,
    l.transaction_currency,
    l.posting_date,
    l.mapping_status,
    l.mapping_detail,
    l.source_tx,
    l.source_committed_at,
    l.applied_at
from canon.document_link as l
union all
select
    c.source,
    ('credits ' || c.entity_key) collate "C",
    c.company,
    c.counterparty_company,
    c.customer,
    'credits',
    'customer_invoice_line',
    c.entity_key,
    'customer_invoice_line',
    c.credits_line,
    c.quantity,
    c.unit,
    c.net,
    c.transaction_currency,
    c.posting_date,
    c.mapping_status,
    c.mapping_detail,
    c.source_tx,
    c.source_committed_at,
    c.applied_at
from canon.customer_invoice_line as c
where c.credits_line is not null
union all
select
    h.source,
    ('reverses shipment_line ' || h.entity_key) collate "C",
    h.company,
    h.counterparty_company,
    h.customer,
    'reverses',
    'shipment_line',
    h.entity_key,
    'shipment_line',
    h.reverses,
    h.quantity,
    h.unit,
    h.net,
    h.transaction_currency,
    h.posting_date,
    h.mapping_status,
    h.mapping_detail,
    h.source_tx,
    h.source_committed_at,
    h.applied_at
from canon.shipment_line as h
where h.reverses is not null
union all
select
    m.source,
    ('reverses receipt ' || m.entity_key) collate "C",
    m.company,
    m.counterparty_company,
    m.customer,
    'reverses',
    'receipt',
    m.entity_key,
    'receipt',
    m.reverses,
    null,
    null,
    m.amount,
    m.transaction_currency,
    m.posting_date,
    m.mapping_status,
    m.mapping_detail,
    m.source_tx,
    m.source_committed_at,
    m.applied_at
from canon.receipt as m
where m.reverses is not null
union all
select
    x.source,
    ('settles ' || x.entity_key) collate "C",
    x.company,
    i.counterparty_company,
    i.customer,
    'settles',
    case when x.credit_item is null then 'receipt' else 'receivable_item' end,
    coalesce(x.credit_item, x.receipt),
    'receivable_item',
    x.receivable_item,
    null,
    null,
    x.amount,
    x.transaction_currency,
    coalesce(x.posting_date, x.allocation_date),
    x.mapping_status,
    x.mapping_detail,
    x.source_tx,
    x.source_committed_at,
    x.applied_at
from canon.receipt_allocation as x
left join canon.receivable_item as i on i.source = x.source and i.entity_key = x.receivable_item
where x.receivable_item is not null and coalesce(x.credit_item, x.receipt) is not null
union all
select
    e.source,
    ('cost_entry ' || e.entity_key) collate "C",
    e.company,
    null,
    null,
    case when e.reverses is null then 'consumes' else 'reverses' end,
    'cost_entry',
    e.entity_key,
    case when e.reverses is null then 'production_order' else 'cost_entry' end,
    coalesce(e.reverses, e.production_order),
    e.quantity,
    e.unit,
    e.amount_transaction,
    e.transaction_currency,
    e.posting_date,
    e.mapping_status,
    e.mapping_detail,
    e.source_tx,
    e.source_committed_at,
    e.applied_at
from canon.cost_entry as e
where e.reverses is not null or (e.entry_kind in ('issue', 'activity') and e.production_order is not null)
