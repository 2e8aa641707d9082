-- Money in.
select * from canon.receipt
