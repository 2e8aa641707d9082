-- Findings that somebody follows to their end (finance.open_case, assign_case, close_case), each as it stands. days: how long it is or was
-- open.
select
    c.source,
    c.company,
    c.cost_case,
    c.version,
    o.document_no as production_order,
    o.material,
    c.component_kind,
    c.component,
    c.cause,
    c.amount,
    c.functional_currency,
    c.state,
    c.responsible,
    c.outcome,
    c.action,
    c.opened_by,
    f.recorded_at as opened_at,
    c.recorded_by,
    c.recorded_at,
    (case when c.state = 'closed' then c.recorded_at else statement_timestamp() end)::date - f.recorded_at::date as days,
    c.production_order as production_order_key
from books.cost_case as c
left join lateral (
    select n.recorded_at
    from books.cost_case as n
    where n.cost_case = c.cost_case and n.version = 1
    limit 1
) as f on true
left join lateral (
    select p.document_no, p.material
    from canon.production_order as p
    where p.source = c.source and p.entity_key = c.production_order
    limit 1
) as o on true
where c.superseded_at = 'infinity'
