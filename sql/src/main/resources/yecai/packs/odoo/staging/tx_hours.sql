-- Hours of a work order: intervals that overlap count once, open ones not yet.
select
    work.id,
    sum(extract(epoch from upper(part.span) - lower(part.span))) / 3600 as hours,
    max(upper(part.span)) as last_end
from mrp_workorder as work
cross join lateral (
    select unnest(range_agg(tsrange(spent.date_start, spent.date_end))) as span
    from mrp_workcenter_productivity as spent
    where spent.workorder_id = work.id and spent.date_end is not null and spent.date_end >= spent.date_start
) as part
group by work.id
