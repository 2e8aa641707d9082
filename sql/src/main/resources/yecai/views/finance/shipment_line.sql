-- What left against which order line, and what of it is not billed yet; returns are negative.
select * from canon.shipment_line
