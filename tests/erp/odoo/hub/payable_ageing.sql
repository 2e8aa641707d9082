select
    company,
    supplier,
    sum(open_functional) filter (where date :as_of <= due_date) as not_due,
    sum(open_functional) filter (where date :as_of - due_date between 1 and 30) as d1_30,
    sum(open_functional) filter (where date :as_of - due_date between 31 and 60) as d31_60,
    sum(open_functional) filter (where date :as_of - due_date between 61 and 90) as d61_90,
    sum(open_functional) filter (where date :as_of - due_date > 90) as d90_plus,
    sum(open_functional) as total
from finance.payable_as_of(date :as_of)
where kind <> 'unbilled'
group by 1, 2
having sum(abs(open_functional)) <> 0
order by 1, 2
