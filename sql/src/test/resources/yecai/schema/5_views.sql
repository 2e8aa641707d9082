-- Columns of schema mart have the comments of their tables or published views, so they are left out.
select format(
        E'create view %s%s as\n%s\n', c.oid::regclass,
        coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', ''), pg_get_viewdef(c.oid, 120))
    || format(E'alter view %s owner to %I;\n', c.oid::regclass, pg_get_userbyid(c.relowner))
    || coalesce(pg_temp.grants(c.relacl, c.relowner, c.oid::regclass::text), '')
    || coalesce(pg_temp.column_grants(c.oid), '')
    || pg_temp.comments(c.oid, 'view', o.nspname <> 'mart')
from pg_class as c
inner join pg_temp.ours as o on o.oid = c.relnamespace
where c.relkind in ('v', 'm')
order by o.nspname collate "C", c.relname collate "C"
