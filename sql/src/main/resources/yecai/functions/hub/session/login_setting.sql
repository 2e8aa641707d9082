-- The limits that each login should have, as PostgreSQL keeps them (milliseconds, kilobytes); null where it has the server's.
create or replace view hub.login_setting as
select
    l.login,
    d.name,
    case
        when w.value = 'default' then null
        when d.name in ('statement_timeout', 'idle_in_transaction_session_timeout')
            then (extract(epoch from w.value::interval) * 1000)::bigint::text
        when d.name in ('work_mem', 'temp_file_limit') then (pg_size_bytes(w.value) / 1024)::text
        else w.value
    end as setting
from hub.login as l
cross join (
    values
        ('statement_timeout', 'login_statement_timeout'),
        ('idle_in_transaction_session_timeout', 'longest_idle_transaction'),
        ('work_mem', 'login_work_mem'),
        ('temp_file_limit', 'login_temp_file_limit'),
        ('connection_limit', 'login_connection_limit')
) as d (name, rule)
inner join hub.setting as s on s.name = d.rule
left join hub.login_limit as p on p.principal = l.principal and p.name = d.name
cross join lateral (
    select coalesce(
        case when d.name = 'connection_limit' and l.connection_limit >= 0 then l.connection_limit::text end, p.value, s.value
    ) as value
) as w;

grant select on hub.login_setting to yecai_access, yecai_dba;
