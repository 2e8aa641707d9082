-- The ledger's payable accounts at the end of every fifth day, by party.
select
    d.day::date::text as day,
    cp.code as company,
    a.code as account,
    party.code as supplier,
    sum(l.credit - l.debit) as balance
from generate_series(date :as_of - 195, date :as_of, interval '5 days') as d (day)
join account_move as m on m.date <= d.day
join account_move_line as l on l.move = m.id
join account_account as a on a.id = l.account
join account_account_type as t on t.id = a.type and t.payable
join company_company as co on co.id = a.company
join party_party as cp on cp.id = co.party
left join party_party as party on party.id = l.party
group by 1, 2, 3, 4
having sum(l.credit - l.debit) <> 0
order by 1, 2, 3, 4
