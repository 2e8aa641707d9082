select company, sum(open_ledger) as balance from finance.payable_item group by 1 order by 1
