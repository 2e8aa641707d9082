-- The balance of the payable accounts.
select cp.code as company, sum(l.credit - l.debit) as balance
from account_move_line as l
join account_account as a on a.id = l.account
join account_account_type as t on t.id = a.type and t.payable
join company_company as co on co.id = a.company
join party_party as cp on cp.id = co.party
group by 1
order by 1
