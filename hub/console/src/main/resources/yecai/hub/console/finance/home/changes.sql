select m.effective_date, m.movement, count(*) as postings, sum(m.amount) as amount, m.transaction_currency
from finance.receivable_movement as m
where m.effective_date between current_date - 1 and current_date
group by m.effective_date, m.movement, m.transaction_currency
order by m.effective_date desc, m.movement, m.transaction_currency
