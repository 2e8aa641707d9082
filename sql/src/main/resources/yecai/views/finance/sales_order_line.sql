-- Lines of sales orders with the quantities shipped and invoiced that the ERP stores.
select * from canon.sales_order_line
