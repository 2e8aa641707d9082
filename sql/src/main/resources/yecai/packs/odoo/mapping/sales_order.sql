select
    sale.id as derive_key,
    sale.id::text as entity_key,
    company.company,
    'sales_order' as document_type,
    sale.name as document_no,
    (sale.date_order at time zone 'UTC' at time zone company.zone)::date as document_date,
    partner.partner as customer,
    partner.counterparty_company,
    seller.name as salesperson,
    currency.name as transaction_currency,
    case sale.state when 'sent' then 'draft' when 'sale' then 'open' when 'cancel' then 'cancelled' else sale.state end as status,
    coalesce(sale.amount_untaxed, 0) as net,
    coalesce(sale.amount_tax, 0) as tax,
    coalesce(sale.amount_total, 0) as gross,
    line.lines::integer as line_count,
    term.name ->> 'en_US' as payment_term
from sale_order as sale
inner join st_company as company on company.id = sale.company_id
left join res_currency as currency on currency.id = sale.currency_id
left join st_partner as partner on partner.id = sale.partner_id
left join res_users as person on person.id = sale.user_id
left join res_partner as seller on seller.id = person.partner_id
left join account_payment_term as term on term.id = sale.payment_term_id
left join lateral (
    select count(*) as lines
    from work_order_line as one
    where one.order_id = sale.id
) as line on true
