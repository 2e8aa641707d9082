-- Why a production order costs more or less than it should, by component: one row per order and component, cost center or other reason
-- (component_kind). Unfavourable is positive. Standards are those of the day of the release, at the good output: quantity per piece
-- x good output x (1 + planned scrap), and fixed quantities as they are; 0 where there is no output and of a substitute. usage =
-- (actual - standard quantity) x standard price; price = the rest of what was paid for the actual quantity; of hours these are efficiency
-- and rate; overhead on labor follows both parts of its labor, and other_variance is what was absorbed beyond that. By-products are credits,
-- so standard and actual amounts are negative. 'abnormal_scrap' leaves the order; 'lot_size' is what fixed quantities make in another lot
-- than the standard's; 'rounding' what is left of roundings; 'standard_difference' where the order's standard is more than that apart from
-- its components'. The totals of an order are production_order_cost.variance. Where no standard is known there is one total, 'unsplit', and
-- parts are null, as they are where a quantity or a price is not known (all of it is other_variance then). Of orders that are not completed the parts are
-- estimates (is_estimate) at the output so far, without totals.
select
    v.source,
    v.company,
    v.plant,
    v.production_order,
    v.order_type,
    v.material,
    v.status,
    v.release_date,
    v.completed_on,
    v.completed_quantity,
    v.component_no,
    v.component_kind,
    v.component,
    v.cost_center,
    v.unit,
    v.functional_currency,
    v.standard_quantity,
    v.standard_price,
    v.standard_amount,
    v.actual_quantity,
    v.actual_price,
    v.actual_amount,
    v.usage_variance,
    v.price_variance,
    v.efficiency_variance,
    v.rate_variance,
    v.other_variance,
    v.total as total_variance,
    v.is_substitute,
    v.is_estimate,
    v.standard_version,
    v.standard_basis,
    v.production_order_key,
    v.source_tx,
    v.source_committed_at,
    v.applied_at
from shared.order_variance as v
