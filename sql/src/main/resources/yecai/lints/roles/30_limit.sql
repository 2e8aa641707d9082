-- A login has other limits than the hub's or its principal's: somebody changed them, perhaps the login itself.
select
    'limit' as lint,
    'warning' as severity,
    s.login as object,
    format(
        'has the %s %s instead of %s', s.name, coalesce(f.setting, 'of the server'), coalesce(s.setting, 'the server''s')
    ) as detail,
    concat(
        case
            when s.name = 'temp_file_limit' and not has_parameter_privilege('yecai_access', 'temp_file_limit', 'set')
                then 'grant set on parameter temp_file_limit to yecai_access; '
        end,
        format('select hub.limit_login(%L);', s.login)
    ) as remedy
from hub.login_setting as s
inner join pg_roles as r on r.rolname = s.login
cross join lateral (
    select case
        when s.name = 'connection_limit' then nullif(r.rolconnlimit, -1)::text
        else (
            select split_part(x.entry, '=', 2)
            from pg_db_role_setting as d
            cross join unnest(d.setconfig) as x (entry)
            where d.setrole = r.oid
                and d.setdatabase = (select b.oid from pg_database as b where b.datname = current_database())
                and split_part(x.entry, '=', 1) = s.name
        )
    end as setting
) as f
where f.setting is distinct from s.setting
