-- Process 0 stands for a prepared transaction, which has no session.
with blocker as (
    select distinct unnest(pg_blocking_pids(:waiting)) as pid
),
holder as (
    select pid from blocker
    union
    select l.pid from pg_locks as l
    where l.locktype = 'transactionid' and l.mode = 'ExclusiveLock' and l.granted
        and not exists (select 1 from blocker)
)
select case
    when h.pid is null or h.pid = 0 then coalesce(
        (select string_agg(format('prepared transaction %s of %s, since %s, which ends by `commit prepared` or `rollback prepared`',
            quote_literal(p.gid), p.owner, to_char(p.prepared, 'YYYY-MM-DD HH24:MI:SS')), ', ') from pg_prepared_xacts as p),
        'a prepared transaction (see pg_prepared_xacts)')
    else format('process %s of %s%s%s', h.pid, coalesce(a.usename, 'unknown'),
        coalesce(', ' || nullif(a.application_name, ''), ''),
        coalesce(', open since ' || to_char(a.xact_start, 'HH24:MI:SS'), ''))
end
from holder as h
left join pg_stat_activity as a on a.pid = h.pid
order by a.xact_start nulls last
limit 5
