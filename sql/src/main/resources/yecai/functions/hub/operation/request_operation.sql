-- Asks the process that captures a source for what only it can do, which has the ERP's connection. It looks each second.

set local role yecai_access;

-- Returns the number under which hub.operation_status tells how it goes on.
create or replace function hub.request_operation(
    source text, kind text, tables text[], mapping text, derive_key text, reason text
) returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    wanted constant text[] := coalesce(request_operation.tables, '{}');
    unknown text;
    asked bigint;
begin
    if coalesce(btrim(request_operation.reason), '') = '' then
        raise exception 'nothing is asked of source %: it needs a reason', request_operation.source
            using errcode = 'invalid_parameter_value';
    end if;
    if not exists (select from hub.source as s where s.source = request_operation.source and s.loaded_at is not null) then
        raise exception 'source % is unknown to the hub, or was never loaded', request_operation.source
            using errcode = 'undefined_object';
    end if;
    if request_operation.kind = 'copy' and wanted = '{}' then
        raise exception 'nothing is copied again: name the tables of source %', request_operation.source
            using errcode = 'invalid_parameter_value';
    end if;
    if request_operation.kind <> 'retry_parked' and (request_operation.mapping is not null or request_operation.derive_key is not null)
        or request_operation.kind = 'retry_parked' and wanted <> '{}'
        or request_operation.derive_key is not null and request_operation.mapping is null
    then
        raise exception 'parked documents have a mapping and a key, everything else has tables'
            using errcode = 'invalid_parameter_value';
    end if;
    select w.name into unknown
    from unnest(wanted) as w (name)
    where not exists (
        select from hub.source_table as t
        where t.source = request_operation.source and t.source_schema || '.' || t.source_table = w.name
    )
    limit 1;
    if unknown is not null then
        raise exception 'source % captures no table %', request_operation.source, left(unknown, 200)
            using errcode = 'undefined_object';
    end if;
    insert into hub.operation (source, kind, tables, mapping, derive_key, reason, requested_by, take_before)
    values (
        request_operation.source, request_operation.kind, wanted, request_operation.mapping, request_operation.derive_key,
        request_operation.reason, hub.acting_person(), clock_timestamp() + hub.rule('operation_take_within')::interval
    )
    returning operation into asked;
    insert into hub.audit (action, subject, detail)
    values ('request_operation', request_operation.source, jsonb_build_object(
        'operation', asked, 'kind', request_operation.kind, 'tables', to_jsonb(wanted), 'mapping', request_operation.mapping,
        'derive_key', request_operation.derive_key, 'reason', request_operation.reason));
    return asked;
end
$$;

-- Takes back what no capture has begun. False when one has, or it is over.
create or replace function hub.cancel_operation(operation bigint, reason text) returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    cancelled hub.operation;
begin
    update hub.operation as o
    set state = 'cancelled', finished_at = clock_timestamp()
    where o.operation = cancel_operation.operation and o.state = 'requested'
    returning o.* into cancelled;
    if cancelled.operation is null then
        return false;
    end if;
    insert into hub.audit (action, subject, detail)
    values ('cancel_operation', cancelled.source, jsonb_build_object(
        'operation', cancelled.operation, 'kind', cancelled.kind, 'reason', cancel_operation.reason));
    return true;
end
$$;

revoke execute on function hub.request_operation, hub.cancel_operation from public;
grant execute on function hub.request_operation, hub.cancel_operation to yecai_dba;
