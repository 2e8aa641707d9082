-- Odoo's companies have no code: that of their contact. Two companies with one code would be mixed, so neither has it then.
select
    company.id,
    case
        when partner.ref <> '' and not exists (
            select
            from res_partner as other
            inner join res_company as their on their.partner_id = other.id
            where other.ref = partner.ref and their.id <> company.id
        ) then partner.ref
        else '#' || company.id
    end as company,
    company.name,
    company.partner_id,
    split_part(company.parent_path, '/', 1) as root,
    company.currency_id,
    currency.name as currency,
    currency.decimal_places as digits,
    partner.country_id,
    coalesce(own.value, every.value) as zone
from res_company as company
left join res_partner as partner on partner.id = company.partner_id
left join res_currency as currency on currency.id = company.currency_id
left join source_setting as own
    on own.name = 'time_zone' and own.company <> '' and own.company = coalesce(nullif(partner.ref, ''), '#' || company.id)
left join source_setting as every on every.name = 'time_zone' and every.company = ''
