select
    company.id,
    party.code as company,
    party.name,
    company.party,
    company.timezone,
    company.currency as currency_id,
    currency.code as currency,
    currency.digits
from company_company as company
inner join party_party as party on party.id = company.party
inner join currency_currency as currency on currency.id = company.currency
