select company, material, sum(base_quantity) as quantity, sum(amount_functional) as amount
from finance.stock_balance
group by 1, 2
order by 1, 2
