select
    company,
    coalesce(customer, '') as customer,
    sum(not_due_functional) as not_due,
    sum(d1_30_functional) as d1_30,
    sum(d31_60_functional) as d31_60,
    sum(d61_90_functional) as d61_90,
    sum(d91_180_functional + d181_plus_functional) as d90_plus,
    sum(undated_functional) as undated,
    sum(unapplied_credits_functional) as unapplied_credits,
    sum(billed_functional) as billed
from finance.receivable_aging_as_of(cast(:as_of as date), 'due_date')
group by 1, 2
having sum(billed_functional) <> 0 or sum(unapplied_credits_functional) <> 0
order by 1, 2
