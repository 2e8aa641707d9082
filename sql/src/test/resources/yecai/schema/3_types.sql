select format(E'create type %s as (\n', t.oid::regtype)
    || string_agg(format('    %I %s', a.attname, format_type(a.atttypid, a.atttypmod)), E',\n' order by a.attnum)
    || format(E'\n);\nalter type %s owner to %I;\n', t.oid::regtype, pg_get_userbyid(t.typowner))
    || coalesce('-- rights: ' || array_to_string(t.typacl, ' ') || E'\n', '')
from pg_type as t
inner join pg_class as c on c.oid = t.typrelid and c.relkind = 'c'
inner join pg_temp.ours as o on o.oid = c.relnamespace
inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
group by t.oid, t.typowner, t.typacl
order by 1
