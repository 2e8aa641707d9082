-- What finance.group_cost is made of: cost of production of each source, company, plant and product in a month, and the work in progress at its
-- end, in the group's currency. The product is what the production orders make. cost is what was debited to the orders (reversals count as what
-- they reverse), at the month's average, or entry by entry at the rate of its day where the company's basis is transaction (rate_type,
-- finance.translation_basis); rate is cost / cost_functional. Work in progress is a balance, at the closing rate of the month's last
-- day. Without a rate the amount is null (unconverted counts the two).
select
    p.source,
    p.company,
    p.plant,
    p.product,
    p.period,
    p.functional_currency,
    p.cost_functional,
    p.wip_functional,
    p.reporting_currency,
    p.rate_type,
    round(p.cost / nullif(p.cost_functional, 0), 8) as rate,
    p.cost,
    p.wip_rate_type,
    p.wip_rate,
    p.wip,
    case when p.cost is null then 1 else 0 end + case when p.wip is null then 1 else 0 end as unconverted
from shared.group_cost_piece as p
