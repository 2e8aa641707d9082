-- Bank accounts with the balance that the ERP stores.
select * from canon.bank_account
