-- The day of an order's release, null of one that is not released. Tryton notes only the start: before it, the planned one.
select
    production.id,
    case
        when production.state in ('waiting', 'assigned', 'running', 'done')
            then coalesce(production.effective_start_date, production.planned_start_date, production.planned_date)
    end as day
from production as production
