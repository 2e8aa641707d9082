-- Sets and removes the mask of a column for a reader role or a principal, and republishes the views that it affects.

set local role yecai_access;

create or replace function hub.set_mask(dataset text, column_name text, role text, mask text, reason text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    type regtype;
begin
    select min(a.atttypid)::regtype into type
    from hub.governed_view as v
    inner join pg_namespace as n on n.nspname = split_part(v.view, '.', 1)
    inner join pg_class as c on c.relnamespace = n.oid and c.relname = split_part(v.view, '.', 2)
    inner join pg_attribute as a on a.attrelid = c.oid and a.attname = set_mask.column_name
    where n.nspname = split_part(set_mask.dataset, '.', 1)
        and split_part(set_mask.dataset, '.', 2) in ('*', c.relname::text);
    if type is null then
        raise exception 'mask is refused: dataset % has no column %', set_mask.dataset, set_mask.column_name
            using errcode = 'undefined_column';
    end if;
    if not (set_mask.mask in ('null', 'none')
        or type = 'text'::regtype
        or (set_mask.mask = 'partial' and type in ('date'::regtype, 'timestamptz'::regtype)))
    then
        raise exception 'mask % is refused for column % of type %: texts take every mask, dates null and partial, the rest null',
            set_mask.mask, set_mask.column_name, type using errcode = 'wrong_object_type';
    end if;
    if not exists (select from hub.reader_role as r where r.role = set_mask.role)
        and not exists (select from hub.principal as p where p.principal = set_mask.role and p.ended_at is null)
    then
        raise exception 'mask is refused: % is neither a reader role nor a principal', set_mask.role
            using errcode = 'undefined_object';
    end if;
    insert into hub.mask (dataset, column_name, role, mask, reason)
    values (set_mask.dataset, set_mask.column_name, set_mask.role, set_mask.mask, set_mask.reason)
    on conflict (dataset, column_name, role) do update
    set mask = excluded.mask, reason = excluded.reason, set_by = session_user, set_at = clock_timestamp();
    perform hub.publish_masked(set_mask.dataset);
    update hub.principal as p set rights_shrank_at = clock_timestamp()
    where p.principal = set_mask.role or set_mask.role = any (p.reader_roles);
    insert into hub.audit (action, subject, detail)
    values ('set_mask', set_mask.role, jsonb_build_object(
        'dataset', set_mask.dataset, 'column', set_mask.column_name, 'mask', set_mask.mask, 'reason', set_mask.reason));
end
$$;

create or replace function hub.clear_mask(dataset text, column_name text, role text, reason text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    delete from hub.mask as m
    where m.dataset = clear_mask.dataset and m.column_name = clear_mask.column_name and m.role = clear_mask.role;
    if not found then
        raise exception 'role % has no mask on %.%', clear_mask.role, clear_mask.dataset, clear_mask.column_name
            using errcode = 'undefined_object';
    end if;
    perform hub.publish_masked(clear_mask.dataset);
    insert into hub.audit (action, subject, detail)
    values ('clear_mask', clear_mask.role, jsonb_build_object(
        'dataset', clear_mask.dataset, 'column', clear_mask.column_name, 'reason', clear_mask.reason));
end
$$;

revoke execute on function hub.set_mask, hub.clear_mask from public;
grant execute on function hub.set_mask, hub.clear_mask to yecai_dba;
