-- Invoiced sales per company, month and currency; names no customer and no person.
select
    i.source,
    i.company,
    coalesce(i.source_period, to_char(i.posting_date, 'YYYY-MM')) as month,
    i.functional_currency,
    count(*) as invoices,
    sum(i.net_functional) as net_functional,
    sum(i.tax_functional) as tax_functional,
    sum(i.gross_functional) as gross_functional
from canon.customer_invoice as i
group by i.source, i.company, month, i.functional_currency
