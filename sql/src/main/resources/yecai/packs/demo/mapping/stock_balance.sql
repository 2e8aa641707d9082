select
    b.id as derive_key,
    b.id::text as entity_key,
    b.company,
    b.plant,
    b.location,
    b.material,
    b.owner,
    b.quantity as base_quantity,
    b.base_uom as base_unit,
    b.currency as functional_currency,
    b.amount as amount_functional
from stock_balances as b
