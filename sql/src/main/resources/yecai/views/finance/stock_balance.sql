-- Stock as the ERP stores it, in quantity and value, by place and owner.
select * from canon.stock_balance
