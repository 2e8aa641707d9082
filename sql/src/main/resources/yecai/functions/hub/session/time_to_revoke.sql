-- For metrics: how long readers kept an old snapshot after their rights shrank.
create or replace view hub.time_to_revoke as
select
    count(*) as sessions_ended,
    coalesce(max(extract(epoch from e.ended_at - e.rights_shrank_at)), 0)::double precision as longest_seconds,
    coalesce(
        percentile_cont(0.5) within group (order by extract(epoch from e.ended_at - e.rights_shrank_at)::double precision), 0
    ) as median_seconds
from hub.session_end as e;

grant select on hub.time_to_revoke to yecai_dba, yecai_capture;
