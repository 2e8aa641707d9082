select
    r.company,
    coalesce(r.supplier, '') as supplier,
    sum(r.open_functional) filter (where x.late <= 0) as not_due,
    sum(r.open_functional) filter (where x.late between 1 and 30) as d1_30,
    sum(r.open_functional) filter (where x.late between 31 and 60) as d31_60,
    sum(r.open_functional) filter (where x.late between 61 and 90) as d61_90,
    sum(r.open_functional) filter (where x.late > 90) as d90_plus,
    sum(r.open_functional) filter (where x.late is null) as without_due_date,
    sum(r.open_functional) as total
from finance.payable_as_of(date :as_of) as r
cross join lateral (select cast(:as_of as date) - r.due_date as late) as x
group by 1, 2
having sum(abs(r.open_functional)) <> 0
order by 1, 2
