select company, customer, transaction_currency as currency, sum(open_transaction) as gross
from finance.receivable_item
where not billed
group by 1, 2, 3
order by 1, 2, 3
