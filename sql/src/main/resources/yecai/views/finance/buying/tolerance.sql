-- What suppliers' invoices may differ from their orders and receipts (finance.set_tolerance), with every version. supplier and
-- material_kind are empty where the row is for all that have none of their own.
select
    t.company,
    t.supplier,
    t.material_kind,
    t.version,
    t.price_percent,
    t.price_amount,
    t.quantity_percent,
    t.early_days,
    t.price_rule,
    t.recorded_by,
    t.recorded_at,
    t.superseded_at
from books.tolerance as t
