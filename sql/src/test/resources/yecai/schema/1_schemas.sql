select format(E'create schema %I;\nalter schema %1$I owner to %I;\n', o.nspname, pg_get_userbyid(n.nspowner))
    || coalesce(pg_temp.grants(n.nspacl, n.nspowner, format('schema %I', o.nspname)), '')
    || coalesce(format(E'comment on schema %I is %L;\n', o.nspname, obj_description(o.oid, 'pg_namespace')), '')
from pg_temp.ours as o
inner join pg_namespace as n on n.oid = o.oid
order by o.nspname collate "C"
