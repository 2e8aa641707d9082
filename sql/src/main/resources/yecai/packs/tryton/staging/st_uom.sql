select
    id,
    symbol as unit,
    name,
    category,
    digits,
    active,
    factor::text::numeric as factor
from product_uom
