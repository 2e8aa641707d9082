select
    sale.id as derive_key,
    sale.id::text as entity_key,
    company.company,
    case when coalesce(lines.net, 0) < 0 then 'return' else 'sales_order' end as document_type,
    sale.number as document_no,
    sale.sale_date as document_date,
    party.code as customer,
    counterparty.company as counterparty_company,
    currency.code as transaction_currency,
    case sale.state
        when 'draft' then 'draft'
        when 'quotation' then 'draft'
        when 'confirmed' then 'open'
        when 'processing' then 'open'
        when 'done' then 'closed'
        when 'cancelled' then 'cancelled'
    end as status,
    coalesce(lines.net, 0) as net,
    coalesce(sale.tax_amount_cache, lines.tax, 0) as tax,
    coalesce(lines.net, 0) + coalesce(sale.tax_amount_cache, lines.tax, 0) as gross,
    coalesce(lines.line_count, 0)::integer as line_count,
    term.name as payment_term
from sale_sale as sale
inner join st_company as company on company.id = sale.company
inner join currency_currency as currency on currency.id = sale.currency
left join party_party as party on party.id = sale.party
left join st_company as counterparty on counterparty.party = sale.party
left join account_invoice_payment_term as term on term.id = sale.payment_term
left join lateral (
    select
        sum(canon.round_half_even(line.net, currency.digits)) as net,
        canon.round_half_even(sum(line.tax), currency.digits) as tax,
        count(*) as line_count
    from st_sale_line as line
    where line.sale = sale.id
) as lines on true
