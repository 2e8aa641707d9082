-- From which size on a variance counts as waste (finance.set_cost_tolerance), with every version. material_group is empty where the row is
-- for all groups that have none of their own, and for hours.
select
    t.company,
    t.material_group,
    t.version,
    t.usage_percent,
    t.amount,
    t.recorded_by,
    t.recorded_at,
    t.superseded_at
from books.tolerance_cost as t
