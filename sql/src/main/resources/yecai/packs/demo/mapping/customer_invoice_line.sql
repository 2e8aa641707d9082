-- What was paid of the invoice is shared out by gross: each line gets its share cut to cents, the cents left over go to
-- the lines with the largest remainders.
select
    p.derive_key,
    p.derive_key::text || ':' || p.line_no as entity_key,
    p.company,
    p.derive_key::text as customer_invoice,
    p.doc_type as document_type,
    p.number as document_no,
    p.line_no,
    p.invoice_date as document_date,
    p.posting_date,
    p.period as source_period,
    p.period as ledger_period,
    p.customer,
    p.trading_company as counterparty_company,
    p.sales_order_line_id::text as sales_order_line,
    p.shipment_line_id::text as shipment_line,
    p.material,
    p.uom as unit,
    p.quantity,
    p.unit_price,
    p.currency as transaction_currency,
    p.functional_currency,
    p.net,
    p.tax,
    p.gross,
    p.net_functional,
    p.tax_functional,
    p.gross_functional,
    (p.cents + case
        when row_number() over (partition by p.derive_key order by p.share - p.cents desc, p.line_no)
            <= p.paid * 100 - sum(p.cents) over (partition by p.derive_key)
        then 1
        else 0
    end) / 100 as paid,
    p.account,
    p.reason,
    p.credits_invoice_id::text || ':' || p.credits_line_no as credits_line
from (
    select
        i.id as derive_key,
        i.company,
        i.doc_type,
        i.number,
        i.invoice_date,
        i.posting_date,
        i.period,
        i.customer,
        i.trading_company,
        i.currency,
        i.functional_currency,
        i.reason,
        l.line_no,
        l.sales_order_line_id,
        l.shipment_line_id,
        l.material,
        l.uom,
        l.quantity,
        l.unit_price,
        l.net,
        l.tax,
        l.gross,
        l.net_functional,
        l.tax_functional,
        l.gross_functional,
        l.account,
        l.credits_invoice_id,
        l.credits_line_no,
        o.paid,
        coalesce(o.paid * 100 * l.gross / nullif(i.gross, 0), 0) as share,
        floor(coalesce(o.paid * 100 * l.gross / nullif(i.gross, 0), 0)) as cents
    from customer_invoices as i
    inner join customer_invoice_lines as l on l.customer_invoice_id = i.id
    cross join lateral (
        select i.gross - coalesce(sum(a.open_amount), 0) as paid
        from ar_items as a
        where a.customer_invoice_id = i.id
    ) as o
    where i.status = 'posted'
) as p
