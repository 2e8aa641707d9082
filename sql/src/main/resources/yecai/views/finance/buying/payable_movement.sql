-- What moved the payables, movement by movement: payables at the end of a day are the sum of what is effective up to it. What is owed is
-- positive, what settles it negative. kind and payable_item are the item's; money that was paid before the item that it settles is an
-- item of its own until then (kind 'unapplied', named by its payment). effective_date is the day on which the ledger moved, by the
-- rules of finance.receivable_movement: an item and an adjustment on their posting dates, money out of a payment on the payment's
-- posting date, or the day of allocation if that is earlier, but not before the item's; a credit on the allocation's posting date, not
-- before either item's.
select
    p.source,
    p.entity_key,
    p.company,
    p.counterparty_company,
    p.supplier,
    p.kind,
    p.account,
    p.document_type,
    p.document_no,
    p.document_date,
    p.posting_date,
    p.due_date,
    p.supplier_invoice_key,
    p.payable_item,
    p.movement,
    p.effective_date,
    p.transaction_currency,
    p.amount,
    p.functional_currency,
    p.amount_functional,
    p.line_no,
    p.occurrence_date
from shared.payable_step as p
