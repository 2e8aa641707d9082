-- From which size on a variance counts as waste (finance.set_cost_tolerance), with every version. material_group is empty where the row is
-- for all groups that have none of their own, and for hours.
select
    t.company,
    t.material_group,
    t.version,
    t.usage_percent,
    t.amount,
    f.functional_currency,
    t.recorded_by,
    t.recorded_at,
    t.superseded_at
from books.tolerance_cost as t
left join lateral (
    select c.functional_currency
    from canon.company as c
    where c.company = t.company
    order by c.source
    limit 1
) as f on true
