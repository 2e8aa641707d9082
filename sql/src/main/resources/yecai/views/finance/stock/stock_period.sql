-- By how much the stock of each place, owner and material changed in each month, in quantity and value; '0000-00' is what has no day. What a
-- balance holds that no movement explains is in none. Kept with the movements. Nothing for narrowed readers (finance.narrowed_reader).
select
    w.source,
    w.company,
    nullif(w.plant, '') as plant,
    nullif(w.location, '') as location,
    w.owner,
    nullif(w.material, '') as material,
    w.period,
    nullif(w.base_unit, '') as base_unit,
    nullif(w.functional_currency, '') as functional_currency,
    w.quantity as base_quantity,
    w.amount as amount_functional
from canon.stock_period as w
