select company, sum(open_ledger) as balance from finance.receivable_item where billed group by 1 order by 1
