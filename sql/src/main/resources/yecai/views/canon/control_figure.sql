-- The canonical side of the control totals, one row per canonical row and kind. Shares nothing with the control queries
-- of the packs. Read by the capture login, under its own policy.
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
from canon.receipt as p;

grant select on canon.control_figure to yecai_capture;
