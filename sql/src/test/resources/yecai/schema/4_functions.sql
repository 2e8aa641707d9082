select rtrim(pg_get_functiondef(p.oid), E'\n') || E';\n'
    || format(E'alter %s %s owner to %I;\n', k.kind, p.oid::regprocedure, pg_get_userbyid(p.proowner))
    || case
        when p.proacl is not null and not exists (select from aclexplode(p.proacl) as x where x.grantee = 0)
            then format(E'revoke all on %s %s from public;\n', k.kind, p.oid::regprocedure)
        else ''
    end
    || coalesce(pg_temp.grants(p.proacl, p.proowner, format('%s %s', k.kind, p.oid::regprocedure)), '')
    || coalesce(format(E'comment on %s %s is %L;\n', k.kind, p.oid::regprocedure, obj_description(p.oid, 'pg_proc')), '')
from pg_proc as p
inner join pg_temp.ours as o on o.oid = p.pronamespace
cross join lateral (select case p.prokind when 'p' then 'procedure' else 'function' end as kind) as k
order by o.nspname collate "C", p.oid::regprocedure::text collate "C"
