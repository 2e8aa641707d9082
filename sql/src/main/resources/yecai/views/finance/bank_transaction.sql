-- What went into bank accounts (positive) and out of them (negative).
select * from canon.bank_transaction
