select
    invoice.id as derive_key,
    invoice.id::text as entity_key,
    invoice.company,
    invoice.document_type,
    invoice.document_no,
    invoice.document_date,
    invoice.posting_date,
    to_char(invoice.posting_date, 'YYYY-MM') as source_period,
    invoice.partner as customer,
    invoice.counterparty_company,
    term.name ->> 'en_US' as payment_term,
    invoice.currency as transaction_currency,
    invoice.functional_currency,
    invoice.sign * invoice.amount_untaxed as net,
    invoice.sign * invoice.amount_tax as tax,
    invoice.sign * invoice.amount_total as gross,
    invoice.amount_untaxed_signed as net_functional,
    invoice.amount_tax_signed as tax_functional,
    invoice.amount_total_signed as gross_functional,
    (select count(*) from tx_invoice_line as line where line.move_id = invoice.id)::integer as line_count,
    invoice.sign * (invoice.amount_total - invoice.amount_residual) as settled,
    case
        when invoice.reverses is not null or invoice.reversed_by is not null then 'reversed'
        when invoice.amount_residual = 0 then 'settled'
        else 'posted'
    end as status,
    invoice.reverses::text as reverses,
    invoice.reversed_by::text as reversed_by
from tx_invoice as invoice
left join account_payment_term as term on term.id = invoice.invoice_payment_term_id
where invoice.is_sale
