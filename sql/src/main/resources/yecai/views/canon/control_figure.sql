-- The canonical side of the control totals, one row per canonical row and kind. Shares nothing with the control queries
-- of the packs. currency is the unit where amount is a quantity. Read by the capture login, under its own policy.
create or replace view canon.control_figure with (security_invoker = true) as
select
    c.source,
    'cost' as kind,
    c.company,
    c.source_period as period,
    c.functional_currency as currency,
    c.entity_key,
    c.mapping_status,
    c.amount_functional as amount
from canon.cost_entry as c
union all
select
    i.source,
    f.kind,
    i.company,
    i.source_period as period,
    i.transaction_currency as currency,
    i.entity_key,
    i.mapping_status,
    f.amount
from canon.customer_invoice as i
cross join lateral (
    values ('invoice_net', i.net), ('invoice_tax', i.tax), ('invoice_gross', i.gross)
) as f (kind, amount)
union all
select
    r.source,
    'receivable_open' as kind,
    r.company,
    r.source_period as period,
    r.functional_currency as currency,
    r.entity_key,
    r.mapping_status,
    r.open_ledger as amount
from canon.receivable_item as r
union all
select
    g.source,
    f.kind,
    g.company,
    g.source_period as period,
    g.functional_currency as currency,
    g.entity_key,
    g.mapping_status,
    f.amount
from canon.gl_entry as g
cross join lateral (values ('gl_debit', g.debit), ('gl_credit', g.credit)) as f (kind, amount)
union all
select
    s.source,
    'sales_order_net' as kind,
    s.company,
    to_char(s.document_date, 'YYYY-MM') as period,
    s.transaction_currency as currency,
    s.entity_key,
    s.mapping_status,
    s.net as amount
from canon.sales_order as s
union all
select
    p.source,
    'receipt' as kind,
    p.company,
    p.source_period as period,
    p.transaction_currency as currency,
    p.entity_key,
    p.mapping_status,
    p.amount
from canon.receipt as p
union all
select
    l.source,
    'sales_order_line_net' as kind,
    l.company,
    to_char(l.document_date, 'YYYY-MM') as period,
    l.transaction_currency as currency,
    l.entity_key,
    l.mapping_status,
    l.net as amount
from canon.sales_order_line as l
union all
select
    h.source,
    f.kind,
    h.company,
    h.source_period as period,
    f.currency,
    h.entity_key,
    h.mapping_status,
    f.amount
from canon.shipment_line as h
cross join lateral (
    values ('shipment_net', h.transaction_currency, h.net), ('shipment_quantity', h.unit, round(h.quantity, 6))
) as f (kind, currency, amount)
union all
select
    a.source,
    f.kind,
    a.company,
    a.source_period as period,
    f.currency,
    a.entity_key,
    a.mapping_status,
    f.amount
from canon.receipt_allocation as a
cross join lateral (
    values
        ('allocation', a.transaction_currency, a.amount), ('allocation_functional', a.functional_currency, a.amount_functional)
) as f (kind, currency, amount)
union all
select
    j.source,
    f.kind,
    j.company,
    j.source_period as period,
    f.currency,
    j.entity_key,
    j.mapping_status,
    f.amount
from canon.adjustment as j
cross join lateral (
    values
        ('adjustment', j.transaction_currency, j.amount), ('adjustment_functional', j.functional_currency, j.amount_functional)
) as f (kind, currency, amount)
union all
select
    m.source,
    f.kind,
    m.company,
    m.source_period as period,
    f.currency,
    m.entity_key,
    m.mapping_status,
    f.amount
from canon.stock_movement as m
cross join lateral (
    values ('stock_quantity', m.base_unit, m.base_quantity), ('stock_value', m.functional_currency, m.amount_functional)
) as f (kind, currency, amount)
union all
select
    b.source,
    'bank_transaction' as kind,
    b.company,
    to_char(b.posting_date, 'YYYY-MM') as period,
    b.transaction_currency as currency,
    b.entity_key,
    b.mapping_status,
    b.amount
from canon.bank_transaction as b
union all
select
    o.source,
    'production_output' as kind,
    o.company,
    to_char(o.document_date, 'YYYY-MM') as period,
    o.unit as currency,
    o.entity_key,
    o.mapping_status,
    o.completed_quantity as amount
from canon.production_order as o
union all
select
    o.source,
    'purchase_order_net' as kind,
    o.company,
    to_char(o.document_date, 'YYYY-MM') as period,
    o.transaction_currency as currency,
    o.entity_key,
    o.mapping_status,
    o.net as amount
from canon.purchase_order as o
union all
select
    r.source,
    f.kind,
    r.company,
    r.source_period as period,
    f.currency,
    r.entity_key,
    r.mapping_status,
    f.amount
from canon.goods_receipt_line as r
cross join lateral (
    values
        ('goods_receipt_quantity', r.unit, round(r.quantity, 6)),
        ('goods_receipt_value', r.functional_currency, r.net_functional)
) as f (kind, currency, amount)
union all
select
    i.source,
    f.kind,
    i.company,
    i.source_period as period,
    i.transaction_currency as currency,
    i.entity_key,
    i.mapping_status,
    f.amount
from canon.supplier_invoice as i
cross join lateral (
    values ('supplier_invoice_net', i.net), ('supplier_invoice_tax', i.tax), ('supplier_invoice_gross', i.gross)
) as f (kind, amount)
union all
select
    p.source,
    'payable_open' as kind,
    p.company,
    p.source_period as period,
    p.functional_currency as currency,
    p.entity_key,
    p.mapping_status,
    p.open_ledger as amount
from canon.payable_item as p
union all
select
    m.source,
    'payment' as kind,
    m.company,
    m.source_period as period,
    m.transaction_currency as currency,
    m.entity_key,
    m.mapping_status,
    m.amount
from canon.payment as m
union all
select
    a.source,
    f.kind,
    a.company,
    a.source_period as period,
    f.currency,
    a.entity_key,
    a.mapping_status,
    f.amount
from canon.payment_allocation as a
cross join lateral (
    values
        ('payment_allocation', a.transaction_currency, a.amount),
        ('payment_allocation_functional', a.functional_currency, a.amount_functional)
) as f (kind, currency, amount)
union all
select
    j.source,
    'payable_adjustment' as kind,
    j.company,
    j.source_period as period,
    j.functional_currency as currency,
    j.entity_key,
    j.mapping_status,
    j.amount_functional as amount
from canon.payable_adjustment as j;

grant select on canon.control_figure to yecai_capture;
