-- By how much the work in progress of each production order changed in each month, by the day on which the ledger moved; '0000-00' is what has no
-- day. entries is how many entries that are: 0 may be what came and left again. What is in it at the end of a month is the sum up to this; for days between see
-- finance.wip_as_of. Kept with the entries. Nothing for narrowed readers (finance.narrowed_reader): a sum is of all cost centers.
select
    w.source,
    w.company,
    nullif(w.plant, '') as plant,
    nullif(w.production_order, '') as production_order_key,
    w.period,
    nullif(w.functional_currency, '') as functional_currency,
    w.amount as amount_functional,
    w.entries
from canon.wip_period as w
