-- A rate is that of the run under way; what an earlier run had copied does not count for it.
create or replace view hub.load_progress with (security_barrier = true) as
select
    p.source,
    p.tables,
    p.tables_done,
    p.expected_rows,
    p.copied_rows,
    p.expected_bytes,
    p.copied_bytes,
    round(p.run_rows / nullif(p.seconds, 0))::bigint as rows_per_second,
    round(p.run_bytes / nullif(p.seconds, 0))::bigint as bytes_per_second,
    case
        when p.tables_done = p.tables then 0
        else round(greatest(0, p.expected_bytes - p.copied_bytes) * p.seconds / nullif(p.run_bytes, 0))
    end::bigint as seconds_left
from (
    select
        t.source,
        count(*) as tables,
        count(*) filter (where t.copy_state = 'done') as tables_done,
        sum(greatest(t.expected_rows, t.copied_rows))::bigint as expected_rows,
        sum(t.copied_rows)::bigint as copied_rows,
        sum(t.expected_bytes)::bigint as expected_bytes,
        sum(t.copied_bytes)::bigint as copied_bytes,
        sum(t.copied_rows) filter (where t.in_this_run) as run_rows,
        sum(t.copied_bytes) filter (where t.in_this_run) as run_bytes,
        extract(epoch from
            case
                when bool_and(t.copy_state = 'done') then max(t.copy_finished_at)
                else clock_timestamp()
            end - min(t.copy_started_at) filter (where t.in_this_run)) as seconds
    from hub.load_table as t
    group by t.source
) as p;

grant select on hub.load_progress to yecai_capture;
