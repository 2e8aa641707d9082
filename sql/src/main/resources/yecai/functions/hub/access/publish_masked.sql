set local role yecai_access;

-- Publishes a view anew, which waits for everybody who reads it: a second, then the sessions of readers that still hold the
-- view are ended, and noted as sessions whose rights shrank are. What no reader holds (an export of the API) is waited for
-- again and named after ten attempts.
create or replace function hub.publish_past_readers(schema_name text, view_name text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '1s'
as $$
declare
    view constant text := schema_name || '.' || view_name;
    view_oid oid;
    shrank_at constant timestamptz := clock_timestamp();
    others text;
    held record;
begin
    select c.oid into view_oid
    from pg_class as c
    inner join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = schema_name and c.relname = view_name;
    for attempt in 1 .. 10 loop
        begin
            perform hub.publish_view(schema_name, view_name);
            return;
        exception when lock_not_available then
            perform pg_stat_clear_snapshot();
            for held in
                select a.pid, a.backend_start, l.login, l.principal
                from hub.relation_holders(view_oid) as a
                inner join hub.login as l on l.login = a.role::regrole::name
            loop
                -- noted once, also if it takes the server longer than an attempt to end it
                if pg_terminate_backend(held.pid) and not exists (
                    select from hub.session_end as e
                    where e.login = held.login and e.backend = held.pid and e.ended_at >= held.backend_start
                ) then
                    insert into hub.session_end (login, principal, backend, reason, rights_shrank_at)
                    values (held.login, held.principal, held.pid, 'held ' || view || ', which got another mask', shrank_at);
                    insert into hub.audit (action, subject, detail)
                    values ('end_session', held.login, jsonb_build_object(
                        'principal', held.principal, 'backend', held.pid, 'reason', 'held ' || view));
                end if;
            end loop;
        end;
    end loop;
    select string_agg(format('process %s of %s', k.pid, coalesce(a.usename, '?')), ', ') into others
    from pg_locks as k
    left join pg_stat_activity as a on a.pid = k.pid
    where k.locktype = 'relation' and k.relation = view_oid and k.granted and k.pid <> pg_backend_pid();
    raise exception 'view % is still held by %; end that session, and try again', view, coalesce(others, 'nobody any more')
        using errcode = 'lock_not_available';
end
$$;

-- Recreates the published views that a mask of the dataset can affect.
create or replace function hub.publish_masked(dataset text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    target record;
begin
    for target in
        select split_part(v.view, '.', 1) as schema_name, split_part(v.view, '.', 2) as name
        from hub.governed_view as v
        where v.view in (dataset, split_part(dataset, '.', 1) || '.' || split_part(v.view, '.', 2))
            and split_part(dataset, '.', 2) in ('*', split_part(v.view, '.', 2))
            and exists (
                select from hub.governed_view as i
                where i.view = 'mart.' || split_part(v.view, '.', 1) || '__' || split_part(v.view, '.', 2) || '_scoped'
            )
    loop
        perform hub.publish_past_readers(target.schema_name, target.name);
    end loop;
    perform hub.record_views();
end
$$;

revoke execute on function hub.publish_past_readers, hub.publish_masked from public;
