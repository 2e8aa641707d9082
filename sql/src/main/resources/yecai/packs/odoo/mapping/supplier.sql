-- As for customers. The payment term is a value of each company, which holds it in jsonb only where it differs from its default; a
-- supplier has it here if all companies that give one give the same.
select
    creditor.id as derive_key,
    creditor.id::text as entity_key,
    partner.partner as supplier,
    creditor.name,
    jsonb_build_object('en', creditor.name) as names,
    partner.counterparty_company,
    country.code as country,
    nullif(creditor.vat, '') as tax_number,
    coalesce(creditor.active, false) as active,
    term.payment_term
from res_partner as creditor
inner join st_partner as partner on partner.id = creditor.id and partner.commercial_id = creditor.id
left join res_country as country on country.id = creditor.country_id
left join lateral (
    select min(given.name ->> 'en_US') as payment_term
    from st_company as company
    cross join lateral (
        select
            coalesce(
                creditor.property_supplier_payment_term_id ->> company.root,
                (
                    select preset.value
                    from st_default as preset
                    where
                        preset.model = 'res.partner'
                        and preset.field = 'property_supplier_payment_term_id'
                        and (preset.company_id is null or preset.company_id::text = company.root)
                    order by preset.company_id nulls last, preset.id
                    limit 1
                )
            ) as id
    ) as own
    inner join account_payment_term as given on given.id::text = own.id
    having count(distinct given.id) = 1
) as term on true
where
    creditor.supplier_rank > 0
    or exists (
        select
        from res_partner as contact
        inner join buying_order as purchase on purchase.partner_id = contact.id
        where contact.id = creditor.id or contact.commercial_partner_id = creditor.id
    )
    or exists (
        select
        from res_partner as contact
        inner join account_move_line as line on line.partner_id = contact.id
        inner join account_account as account on account.id = line.account_id
        where (contact.id = creditor.id or contact.commercial_partner_id = creditor.id) and account.account_type = 'liability_payable'
    )
