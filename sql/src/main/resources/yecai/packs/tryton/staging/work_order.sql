-- Orders of customers and at suppliers, with the tax that Tryton stores.
select
    ordered.type,
    ordered.id as derive_key,
    ordered.id::text as entity_key,
    company.company,
    case when coalesce(lines.net, 0) < 0 then 'return' when ordered.type = 'out' then 'sales_order' else 'purchase_order' end as document_type,
    ordered.number as document_no,
    plant.plant,
    ordered.order_date as document_date,
    party.code as party,
    counterparty.company as counterparty_company,
    currency.code as transaction_currency,
    case ordered.state
        when 'draft' then 'draft'
        when 'quotation' then 'draft'
        when 'confirmed' then 'open'
        when 'processing' then 'open'
        when 'done' then 'closed'
        when 'cancelled' then 'cancelled'
    end as status,
    coalesce(lines.net, 0) as net,
    coalesce(ordered.stored_tax, lines.tax, 0) as tax,
    coalesce(lines.net, 0) + coalesce(ordered.stored_tax, lines.tax, 0) as gross,
    coalesce(lines.line_count, 0)::integer as line_count,
    term.name as payment_term
from st_order as ordered
inner join st_company as company on company.id = ordered.company
inner join currency_currency as currency on currency.id = ordered.currency
left join party_party as party on party.id = ordered.party
left join st_company as counterparty on counterparty.party = ordered.party
left join st_plant as plant on plant.id = ordered.warehouse
left join account_invoice_payment_term as term on term.id = ordered.payment_term
left join lateral (
    select
        sum(canon.round_half_even(line.net, currency.digits)) as net,
        canon.round_half_even(sum(line.tax), currency.digits) as tax,
        count(*) as line_count
    from st_taxed_order_line as line
    where line.type = ordered.type and line.order_id = ordered.id
) as lines on true
