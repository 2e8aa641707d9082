-- The chart of accounts of each company.
select * from canon.account
