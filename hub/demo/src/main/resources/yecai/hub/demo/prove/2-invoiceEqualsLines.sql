-- Net, tax, gross and line count of every invoice equal its lines.
with asked as (
    select ?::text as source, ?::timestamptz as since
),
touched as (
    select i.entity_key as invoice
    from finance.customer_invoice as i
    where i.source = (select a.source from asked as a) and i.applied_at >= (select a.since from asked as a)
    union
    select l.customer_invoice
    from finance.customer_invoice_line as l
    where l.source = (select a.source from asked as a) and l.applied_at >= (select a.since from asked as a)
),
header as (
    select i.company, i.entity_key as invoice, i.net, i.tax, i.gross, i.net_functional, i.tax_functional, i.gross_functional,
        i.line_count::bigint as lines
    from finance.customer_invoice as i
    where i.source = (select a.source from asked as a) and i.entity_key = any (array(select t.invoice from touched as t))
),
line as (
    select l.company, l.customer_invoice as invoice, sum(l.net) as net, sum(l.tax) as tax, sum(l.gross) as gross,
        sum(l.net_functional) as net_functional, sum(l.tax_functional) as tax_functional,
        sum(l.gross_functional) as gross_functional, count(*) as lines
    from finance.customer_invoice_line as l
    where l.source = (select a.source from asked as a)
        and l.customer_invoice = any (array(select t.invoice from touched as t))
    group by l.company, l.customer_invoice
)
select coalesce(h.company, l.company) as company, count(*) as checked,
    count(*) filter (where h is distinct from l) as broken,
    min('invoice ' || coalesce(h.invoice, l.invoice)) filter (where h is distinct from l) as example
from header as h
full join line as l on l.invoice = h.invoice
group by coalesce(h.company, l.company)
