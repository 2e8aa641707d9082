-- What moved from where to where, in quantity and value; a place outside the books has no stored balance.
select * from canon.stock_movement
