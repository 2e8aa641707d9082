-- Indexes are built in half the time that it takes to keep them, row by row, in a table that is being filled, and by several processes. So
-- those of canonical tables that have no rows are dropped before a hub's only source is loaded, and built in the transaction that
-- brings its rows. Nobody waits for that but who loads another source: an index is built beside readers, and what is dropped is
-- dropped in a transaction of its own. hub.deferred_index keeps what is to be built, if the load ends before it does; whoever loads next
-- builds it first of all, or defers it again.

-- Drops the indexes of canonical tables, which must be empty, if the hub has no other source than this, and answers whether; in a
-- transaction of its own. Fails where readers hold a table for long.
create or replace function hub.defer_indexes(source text, entities text[]) returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '1s'
as $$
declare
    deferred record;
begin
    lock table hub.deferred_index in access exclusive mode;
    if exists (select from hub.source as s where s.source <> defer_indexes.source) then
        return false;
    end if;
    for deferred in
        insert into hub.deferred_index (entity, name, definition, is_key)
        select c.relname, i.relname, pg_get_indexdef(x.indexrelid), x.indisprimary
        from pg_index as x
        inner join pg_class as c on c.oid = x.indrelid
        inner join pg_class as i on i.oid = x.indexrelid
        where c.relnamespace = 'canon'::regnamespace
            and c.relkind = 'r'
            and c.relname = any (defer_indexes.entities)
            and (x.indisprimary or not x.indisunique)
        order by c.relname, i.relname
        on conflict (name) do nothing
        returning entity, name, is_key
    loop
        if deferred.is_key then
            execute format('alter table canon.%I drop constraint %I', deferred.entity, deferred.name);
        else
            execute format('drop index canon.%I', deferred.name);
        end if;
    end loop;
    return true;
end
$$;

-- Keeps others from building the indexes until the caller's transaction ends.
create or replace function hub.keep_indexes_deferred() returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    lock table hub.deferred_index in share mode;
end
$$;

-- Builds the indexes that wait, of one canonical table or of all; waits for a load under way. A key is a unique index until it is named.
create or replace function hub.build_indexes(entity text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    deferred record;
begin
    if not exists (select from hub.deferred_index) then
        return;
    end if;
    if build_indexes.entity is null then
        lock table hub.deferred_index in access exclusive mode;
    end if;
    for deferred in
        select d.name, d.definition, d.is_key
        from hub.deferred_index as d
        where d.entity = coalesce(build_indexes.entity, d.entity)
        order by d.entity, d.name
    loop
        if to_regclass(format('canon.%I', deferred.name)) is null then
            execute deferred.definition;
        end if;
        if not deferred.is_key then
            delete from hub.deferred_index as d where d.name = deferred.name;
        end if;
    end loop;
end
$$;

-- Makes unique indexes that were built the keys that they stand for; answers how many are not yet, since readers hold a table for long.
create or replace function hub.name_keys() returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '1s'
as $$
declare
    deferred record;
begin
    for deferred in
        select d.entity, d.name from hub.deferred_index as d where d.is_key and to_regclass(format('canon.%I', d.name)) is not null
        order by d.entity
        limit 1
    loop
        execute format('alter table canon.%I add constraint %I primary key using index %I', deferred.entity, deferred.name, deferred.name);
        delete from hub.deferred_index as d where d.name = deferred.name;
    end loop;
    return (select count(*) from hub.deferred_index as d where d.is_key and to_regclass(format('canon.%I', d.name)) is not null);
end
$$;

revoke execute on function hub.defer_indexes, hub.keep_indexes_deferred, hub.build_indexes, hub.name_keys from public;
grant execute on function hub.defer_indexes, hub.keep_indexes_deferred, hub.build_indexes, hub.name_keys to yecai_capture;
