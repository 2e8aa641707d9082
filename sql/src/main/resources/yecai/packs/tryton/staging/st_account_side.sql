-- The account types of what customers owe and of what is owed to suppliers, with the sign of what is owed there in debit less credit, and
-- the invoices that are booked there.
select
    type.id,
    side.side,
    side.direction,
    side.invoice_type
from account_account_type as type
inner join (
    values ('receivable', 1, 'out'), ('payable', -1, 'in')
) as side (side, direction, invoice_type)
    on side.side = case when type.receivable then 'receivable' when type.payable then 'payable' end
