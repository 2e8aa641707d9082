set local role yecai_access;

-- The sessions that hold a lock on a relation of this database, with what they are doing. The list of locks is made once, and each
-- session is asked for by its number: with a thousand sessions, a join of pg_locks with pg_stat_activity made the list of all locks
-- for each of them, and took four seconds.
create or replace function hub.relation_holders(relation oid)
returns table (pid integer, backend_start timestamptz, role oid, state text)
language sql volatile
set search_path = pg_catalog, pg_temp
as $$
    with held as materialized (
        select distinct k.pid
        from pg_locks as k
        where k.locktype = 'relation'
            and k.relation = relation_holders.relation
            and k.database = (select d.oid from pg_database as d where d.datname = current_database())
            and k.granted
    )
    select a.pid, a.backend_start, a.usesysid, a.state
    from held as h
    cross join lateral pg_stat_get_activity(h.pid) as a
    where a.usesysid is not null
$$;

revoke execute on function hub.relation_holders from public;
