-- Orders that were confirmed, and those cancelled. Requests for quotation are no orders yet.
select
    purchase.id as derive_key,
    purchase.id::text as entity_key,
    company.company,
    warehouse.code as plant,
    'purchase_order' as document_type,
    purchase.name as document_no,
    (coalesce(purchase.date_approve, purchase.date_order) at time zone 'UTC' at time zone company.zone)::date as document_date,
    partner.partner as supplier,
    partner.counterparty_company,
    term.name ->> 'en_US' as payment_term,
    currency.name as transaction_currency,
    case purchase.state when 'cancel' then 'cancelled' when 'done' then 'closed' else 'open' end as status,
    coalesce(purchase.amount_untaxed, 0) as net,
    coalesce(purchase.amount_tax, 0) as tax,
    coalesce(purchase.amount_total, 0) as gross,
    (select count(*) from work_purchase_line as line where line.order_id = purchase.id)::integer as line_count
from buying_order as purchase
inner join st_company as company on company.id = purchase.company_id
left join res_currency as currency on currency.id = purchase.currency_id
left join st_partner as partner on partner.id = purchase.partner_id
left join account_payment_term as term on term.id = purchase.payment_term_id
left join stock_picking_type as picking on picking.id = purchase.picking_type_id
left join stock_warehouse as warehouse on warehouse.id = picking.warehouse_id
where purchase.state in ('purchase', 'done', 'cancel')
