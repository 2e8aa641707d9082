-- Open items by days overdue, in company currency. Items without a due date stand apart.
select
    cp.code as company,
    coalesce(party.code, '') as customer,
    sum(o.open_co) filter (where late <= 0) as not_due,
    sum(o.open_co) filter (where late between 1 and 30) as d1_30,
    sum(o.open_co) filter (where late between 31 and 60) as d31_60,
    sum(o.open_co) filter (where late between 61 and 90) as d61_90,
    sum(o.open_co) filter (where late > 90) as d90_plus,
    sum(o.open_co) filter (where late is null) as without_due_date,
    sum(o.open_co) as total
from open_item as o
cross join lateral (select cast(:as_of as date) - o.due as late) as x
join company_company as co on co.id = o.company
join party_party as cp on cp.id = co.party
left join party_party as party on party.id = o.party
where o.side = 'receivable'
group by 1, 2
having sum(abs(o.open_co)) <> 0
order by 1, 2
