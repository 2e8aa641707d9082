-- One table holds all partners. A customer is a commercial entity with a sales order, a line on a receivable account, or which Odoo ranks
-- as a customer.
select
    debtor.id as derive_key,
    debtor.id::text as entity_key,
    partner.partner as customer,
    debtor.name,
    jsonb_build_object('en', debtor.name) as names,
    partner.counterparty_company,
    country.code as country,
    nullif(debtor.vat, '') as tax_number,
    coalesce(debtor.active, false) as active
from res_partner as debtor
inner join st_partner as partner on partner.id = debtor.id and partner.commercial_id = debtor.id
left join res_country as country on country.id = debtor.country_id
where
    debtor.customer_rank > 0
    or exists (
        select
        from res_partner as contact
        inner join sale_order as sale on sale.partner_id = contact.id
        where contact.id = debtor.id or contact.commercial_partner_id = debtor.id
    )
    or exists (
        select
        from res_partner as contact
        inner join account_move_line as line on line.partner_id = contact.id
        inner join account_account as account on account.id = line.account_id
        where (contact.id = debtor.id or contact.commercial_partner_id = debtor.id) and account.account_type = 'asset_receivable'
    )
