-- Documents name a company, one of its contacts or its addresses: the debtor or creditor is the commercial entity. Its reference is
-- its code, unless it has none, or another one has it too.
select
    contact.id,
    debtor.id as commercial_id,
    case
        when debtor.ref <> '' and not exists (
            select
            from res_partner as other
            where other.ref = debtor.ref and other.id <> debtor.id and other.commercial_partner_id = other.id
        ) then debtor.ref
        else '#' || debtor.id
    end as partner,
    debtor.name,
    own.company as counterparty_company
from res_partner as contact
inner join res_partner as debtor on debtor.id = coalesce(contact.commercial_partner_id, contact.id)
left join lateral (
    select min(company.company) as company
    from st_company as company
    where company.partner_id = debtor.id
) as own on true
