-- For touched_by: an invoice (id) and the invoices whose rows depend on its money: itself, those of the same ledger
-- move, and those one of whose lines pays it.
select invoice.id, invoice.id as related
from account_invoice as invoice
union all
select invoice.id, twin.id
from account_invoice as invoice
inner join account_invoice as twin on twin.move = invoice.move
union all
select link.invoice, payer.id
from "account_invoice-account_move_line" as link
inner join account_move_line as paying on paying.id = link.line
inner join account_invoice as payer on payer.move = paying.move
