select company, supplier, document_no as number, sum(open_functional) as open, sum(open) as open_transaction
from finance.payable_as_of(date :as_of)
where kind <> 'unbilled'
group by 1, 2, 3
having sum(abs(open_functional)) + sum(abs(open)) <> 0
order by 1, 2, 3
