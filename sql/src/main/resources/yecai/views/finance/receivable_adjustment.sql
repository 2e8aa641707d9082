-- Discounts, write-offs, withholdings and exchange differences on open items.
select * from canon.adjustment
