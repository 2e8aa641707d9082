-- Debit and credit per company, month and account.
select
    cp.code as company,
    to_char(p.start_date, 'YYYY-MM') as period,
    coalesce(a.code, '#' || a.id) as account,
    sum(l.debit) as debit,
    sum(l.credit) as credit
from account_move_line as l
join account_move as m on m.id = l.move
join account_period as p on p.id = m.period
join account_account as a on a.id = l.account
join company_company as co on co.id = m.company
join party_party as cp on cp.id = co.party
group by 1, 2, 3
order by 1, 2, 3
