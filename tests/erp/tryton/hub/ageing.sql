select
    company,
    coalesce(customer, '') as customer,
    sum(open_ledger) filter (where late <= 0) as not_due,
    sum(open_ledger) filter (where late between 1 and 30) as d1_30,
    sum(open_ledger) filter (where late between 31 and 60) as d31_60,
    sum(open_ledger) filter (where late between 61 and 90) as d61_90,
    sum(open_ledger) filter (where late > 90) as d90_plus,
    sum(open_ledger) filter (where late is null) as without_due_date,
    sum(open_ledger) as total
from finance.receivable_item
cross join lateral (select cast(:as_of as date) - due_date as late) as x
where billed
group by 1, 2
having sum(abs(open_ledger)) <> 0
order by 1, 2
