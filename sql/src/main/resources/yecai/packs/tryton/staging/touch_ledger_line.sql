-- For touched_by: the ledger lines of an invoice: those of its move and its payments.
select invoice.id as invoice, line.id as line
from account_invoice as invoice
inner join account_move_line as line on line.move = invoice.move
union all
select link.invoice, link.line
from "account_invoice-account_move_line" as link
