-- What the other files use; gone with the session.
set search_path = pg_catalog, pg_temp;

create view pg_temp.ours as
select n.oid, n.nspname
from pg_namespace as n
where n.nspname in ('hub', 'canon', 'books', 'mart', 'finance', 'production', 'reporting');

create function pg_temp.grants(acl aclitem[], owner oid, object text) returns text
language sql
as $$
    select string_agg(g.statement, '' order by g.statement)
    from (
        select format(
            E'grant %s on %s to %s%s;\n',
            string_agg(distinct lower(x.privilege_type), ', ' order by lower(x.privilege_type)),
            object,
            coalesce(r.rolname, 'public'),
            case when x.is_grantable then ' with grant option' else '' end
        ) as statement
        from aclexplode(acl) as x
        left join pg_roles as r on r.oid = x.grantee
        where x.grantee <> owner
        group by r.rolname, x.is_grantable
    ) as g
$$;

create function pg_temp.column_grants(relation oid) returns text
language sql
as $$
    select string_agg(g.statement, '' order by g.statement)
    from (
        select format(
            E'grant %s (%s) on %s to %s;\n',
            lower(x.privilege_type),
            string_agg(quote_ident(a.attname), ', ' order by a.attnum),
            relation::regclass,
            coalesce(r.rolname, 'public')
        ) as statement
        from pg_attribute as a
        cross join lateral aclexplode(a.attacl) as x
        left join pg_roles as r on r.oid = x.grantee
        where a.attrelid = relation and a.attnum > 0 and not a.attisdropped
        group by x.privilege_type, r.rolname
    ) as g
$$;

create function pg_temp.comments(relation oid, kind text, with_columns boolean) returns text
language sql
as $$
    select coalesce(format(E'comment on %s %s is %L;\n', kind, relation::regclass, obj_description(relation, 'pg_class')), '')
        || coalesce((
            select string_agg(
                format(E'comment on column %s.%I is %L;\n', relation::regclass, a.attname, col_description(relation, a.attnum)),
                '' order by a.attnum
            )
            from pg_attribute as a
            where with_columns
                and a.attrelid = relation and a.attnum > 0 and not a.attisdropped
                and col_description(relation, a.attnum) is not null
        ), '')
$$;
