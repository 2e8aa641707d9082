-- What moved goods received and not invoiced, by receipt line: kind 'received', of which the sum up to a day is what the ledger's account
-- holds at the end of it. movement: 'received' and 'reversed' with the value that the ERP posted; 'billed', what an invoice bills of the
-- receipt that it names, at the receipt's value and on the invoice's posting date; 'covered', what invoices that name the order line, or
-- bill more than their receipt, take of it, the oldest receipt first. Kind 'billed_not_received' is what such invoices bill beyond all
-- that is received of the order line, at their own price, by order line (movement 'ahead'); it is no part of the account. Quantities are
-- in the material's base unit, amounts without tax. What has no order line is one by itself.
select
    g.source,
    g.entity_key,
    g.company,
    g.counterparty_company,
    g.supplier,
    g.kind,
    g.movement,
    g.purchase_order_line,
    g.goods_receipt_line,
    g.effective_date,
    g.quantity,
    g.transaction_currency,
    g.amount,
    g.functional_currency,
    g.amount_functional
from shared.grni_step as g
