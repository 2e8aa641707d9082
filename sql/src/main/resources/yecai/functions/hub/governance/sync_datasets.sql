set local role yecai_mart;

-- Makes the rights of the reader roles on published views and functions those of hub.dataset_grant.
create or replace function hub.sync_datasets() returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    change record;
    changed integer := 0;
begin
    for change in
        with published as (
            select n.nspname::text as schema_name, c.relname::text as name, 'table' as kind, c.oid, c.oid::regclass::text as object
            from pg_class as c
            inner join pg_namespace as n on n.oid = c.relnamespace
            where n.nspname in ('finance', 'production', 'reporting') and c.relkind = 'v'
                and c.relowner = 'yecai_mart'::regrole
            union all
            select n.nspname, p.proname, 'function', p.oid, p.oid::regprocedure::text
            from pg_proc as p
            inner join pg_namespace as n on n.oid = p.pronamespace
            where n.nspname in ('finance', 'production', 'reporting') and p.proowner = 'yecai_mart'::regrole
        ),
        wanted as (
            select p.*, r.role, exists (
                select from hub.dataset_grant as g
                where g.role = r.role
                    and g.dataset in (p.schema_name || '.' || p.name, p.schema_name || '.*')
            ) as granted
            from published as p
            cross join hub.reader_role as r
        )
        select
            w.granted,
            w.role,
            w.object,
            case w.kind when 'table' then 'select on ' else 'execute on function ' end as privilege,
            w.schema_name
        from wanted as w
        where w.granted is distinct from case w.kind
            when 'table' then exists (
                select from pg_class as c, aclexplode(c.relacl) as x
                where c.oid = w.oid and x.grantee = w.role::regrole and x.privilege_type = 'SELECT'
            )
            else exists (
                select from pg_proc as f, aclexplode(f.proacl) as x
                where f.oid = w.oid and x.grantee = w.role::regrole and x.privilege_type = 'EXECUTE'
            )
        end
        order by w.object, w.role
    loop
        if change.granted then
            execute format('grant usage on schema %I to %I', change.schema_name, change.role);
            execute format('grant %s %s to %I', change.privilege, change.object, change.role);
        else
            execute format('revoke %s %s from %I', change.privilege, change.object, change.role);
        end if;
        changed := changed + 1;
    end loop;
    -- the views of master data name things by it
    for change in
        select r.role
        from hub.reader_role as r
        where not has_function_privilege(r.role, 'hub.text(jsonb, text)', 'execute')
    loop
        execute format('grant execute on function hub.text to %I', change.role);
    end loop;
    return changed;
end
$$;

revoke execute on function hub.sync_datasets from public;
grant execute on function hub.sync_datasets to yecai_access;
