-- Which receipt or credit settled which open item.
select * from canon.receipt_allocation
