-- Every line of the ledger, draft or posted.
select
    party.code::text as company,
    case when p.type = 'standard' then to_char(p.start_date, 'YYYY-MM') else p.name end as period,
    money.code::text as currency,
    l.id::text as derive_key,
    l.credit as amount,
    false as excluded
from account_move_line as l, account_move as m, account_period as p, company_company as c, party_party as party,
    currency_currency as money
where m.id = l.move and p.id = m.period and c.id = m.company and party.id = c.party and money.id = c.currency
