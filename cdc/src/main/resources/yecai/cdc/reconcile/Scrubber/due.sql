-- The tables that are to be compared now, about a gigabyte of them: first those that were found to differ, then those that were
-- never compared, then those whose last comparison is oldest. One that differed is looked at again after a quarter of an hour.
with due as (
    select
        t.source_schema || '.' || t.source_table as name,
        row_number() over w as place,
        sum(pg_relation_size(format('%I.%I', :mirrorSchema::text, t.mirror_table)::regclass)) over w as bytes
    from hub.source_table as t
    left join hub.reconciliation as r
        on r.source = t.source and r.source_schema = t.source_schema and r.source_table = t.source_table
    cross join lateral (
        select r.repaired_at is null and (r.problem is not null or r.changed_rows + r.missing_rows + r.extra_rows > 0)
            as is_suspect
    ) as s
    where t.source = :source
        and t.table_state = 'following'
        and (r.compared_at is null
            or r.compared_at < clock_timestamp() - :seconds * interval '1 second'
            or (s.is_suspect and r.compared_at < clock_timestamp() - least(:seconds, 900) * interval '1 second'))
    window w as (order by coalesce(s.is_suspect, false) desc, r.compared_at nulls first, t.source_schema, t.source_table
        rows between unbounded preceding and current row)
)
select d.name
from due as d
where d.place = 1 or d.bytes <= 1000000000
order by d.place
