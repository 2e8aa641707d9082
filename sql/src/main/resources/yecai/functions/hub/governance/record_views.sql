-- Remembers the governed views as they are now, for the lints.
create or replace function hub.record_views() returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    delete from hub.governed_view;
    insert into hub.governed_view (view, owner, barrier, definition)
    select
        format('%I.%I', n.nspname, c.relname),
        pg_get_userbyid(c.relowner),
        coalesce(c.reloptions @> array['security_barrier=true'], false),
        pg_get_viewdef(c.oid)
    from pg_class as c
    inner join pg_namespace as n on n.oid = c.relnamespace
    where c.relkind = 'v'
        and n.nspname in ('mart', 'finance', 'production', 'reporting')
        and pg_get_userbyid(c.relowner) in ('yecai_mart', 'yecai_mart_all', 'yecai_mart_narrow');
$$;

grant execute on function hub.record_views to yecai_access;
