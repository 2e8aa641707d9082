select
    party.id as derive_key,
    party.id::text as entity_key,
    party.code as supplier,
    party.name,
    jsonb_build_object('en', party.name) as names,
    company.counterparty_company,
    address.country,
    coalesce(party.active, true) as active,
    tax.tax_number
from party_party as party
left join lateral (
    select party.code as counterparty_company
    from company_company as own
    where own.party = party.id
    limit 1
) as company on true
left join lateral (
    select country.code as country
    from party_address as address
    inner join country_country as country on country.id = address.country
    where address.party = party.id and coalesce(address.active, true)
    order by address.sequence nulls last, address.id
    limit 1
) as address on true
left join lateral (
    select identifier.code as tax_number
    from st_tax_identifier as identifier
    where identifier.party = party.id
    order by identifier.sequence nulls last, identifier.id
    limit 1
) as tax on true
where
    exists (select from account_invoice as invoice where invoice.party = party.id and invoice.type = 'in')
    or exists (select from purchase_purchase as purchase where purchase.party = party.id)
    or exists (select from stock_shipment_in as shipment where shipment.supplier = party.id)
