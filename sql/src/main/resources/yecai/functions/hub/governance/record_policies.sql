-- Remembers a table's policies as they are now, for the lints.
create or replace procedure hub.record_policies(relation regclass)
language sql
set search_path = pg_catalog, pg_temp
as $$
    delete from hub.governed_policy as g
    where g.relation = (
        select format('%I.%I', n.nspname, c.relname)
        from pg_class as c
        inner join pg_namespace as n on n.oid = c.relnamespace
        where c.oid = record_policies.relation
    );
    insert into hub.governed_policy (relation, policy, roles, command, using_text, check_text)
    select
        format('%I.%I', n.nspname, c.relname),
        p.polname,
        array(select r.rolname::text from pg_roles as r where r.oid = any (p.polroles) order by 1),
        p.polcmd,
        pg_get_expr(p.polqual, p.polrelid),
        pg_get_expr(p.polwithcheck, p.polrelid)
    from pg_policy as p
    inner join pg_class as c on c.oid = p.polrelid
    inner join pg_namespace as n on n.oid = c.relnamespace
    where p.polrelid = record_policies.relation;
$$;
