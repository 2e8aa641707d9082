-- What causes events writes them, in its own transaction. New rows are asked one by one, since a statement's new rows would be kept until it
-- ends, and a load's are all of the ERP; those have no transaction, so that the condition leaves them out before anything is called.

create or replace function hub.note_receivable() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into hub.outbox (type, source, company, subject, data)
    values ('receivable.created', new.source, new.company, new.entity_key, jsonb_build_object(
        'kind', new.kind, 'document_no', new.document_no, 'due_date', new.due_date));
    if new.due_date <= current_date and (new.open_transaction <> 0 or new.open_ledger <> 0) then
        -- what is due later is told when its day comes (hub.note_overdue)
        insert into hub.outbox (type, source, company, subject, data)
        select 'receivable.overdue', new.source, new.company, new.entity_key, jsonb_build_object(
            'kind', new.kind, 'document_no', new.document_no, 'due_date', new.due_date)
        where exists (
            select from hub.overdue_through as o
            where o.source = new.source and o.company = new.company and o.due_before > new.due_date
        );
    end if;
    return null;
end
$$;

create or replace function hub.note_shipment() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into hub.outbox (type, source, company, subject, data)
    values ('order.shipped', new.source, new.company, new.entity_key, jsonb_build_object(
        'document_no', new.document_no, 'sales_order_line', new.sales_order_line, 'shipment_date', new.shipment_date));
    return null;
end
$$;

create or replace function hub.note_parked() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into hub.outbox (type, source, subject, data)
    values ('document.parked', new.source, new.mapping || ' ' || left(new.derive_key, 200), jsonb_build_object(
        'mapping', new.mapping, 'entity', new.entity, 'sqlstate', new.sqlstate));
    return null;
end
$$;

create or replace function hub.note_source_state() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into hub.outbox (type, source, subject, data)
    values ('source.state', new.source, new.source, jsonb_build_object('state', new.state, 'before', old.state));
    return null;
end
$$;

create or replace function hub.note_table_state() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into hub.outbox (type, source, subject, data)
    values (
        'table.' || new.table_state, new.source, new.source_schema || '.' || new.source_table,
        jsonb_build_object('state', new.table_state, 'detail', left(new.table_state_detail, 1000)));
    return null;
end
$$;

create or replace function hub.note_operation_end() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into hub.outbox (type, source, subject, data)
    values ('operation.ended', new.source, new.operation::text, jsonb_build_object('kind', new.kind, 'state', new.state));
    return null;
end
$$;

-- Of the audit's entries those of access that somebody waits for.
create or replace function hub.note_access() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into hub.outbox (type, principal, subject, data)
    select t.type, new.subject, new.subject, jsonb_strip_nulls(jsonb_build_object(
        'request', new.detail -> 'request', 'kind', new.detail -> 'dimension', 'value', new.detail -> 'value',
        'valid_to', new.detail -> 'valid_to', 'audit', new.audit))
    from (
        values
            ('request', 'access.requested'),
            ('approve', 'access.approved'),
            ('reject', 'access.rejected'),
            ('grant_scope', 'access.granted'),
            ('revoke_scope', 'access.revoked'),
            ('review_revokes', 'access.revoked'),
            ('lapse_request', 'access.lapsed'),
            ('lapse_scope', 'access.lapsed')
    ) as t (action, type)
    where t.action = new.action;
    return null;
end
$$;

revoke execute on function hub.note_receivable, hub.note_shipment, hub.note_parked, hub.note_source_state, hub.note_table_state,
    hub.note_operation_end, hub.note_access from public;

create or replace trigger note_receivable after insert on canon.receivable_item
for each row when (new.source_committed_at is not null) execute function hub.note_receivable();
create or replace trigger note_shipment after insert on canon.shipment_line
for each row when (new.source_committed_at is not null and new.reverses is null) execute function hub.note_shipment();
create or replace trigger note_parked after insert on hub.parked
for each row execute function hub.note_parked();
create or replace trigger note_source_state after update of state on hub.source
for each row when (old.state is distinct from new.state) execute function hub.note_source_state();
create or replace trigger note_table_state after update of table_state on hub.source_table
for each row when (old.table_state is distinct from new.table_state) execute function hub.note_table_state();
create or replace trigger note_operation_end after update of state on hub.operation
for each row when (old.state is distinct from new.state and new.finished_at is not null) execute function hub.note_operation_end();
create or replace trigger note_access after insert on hub.audit
for each row execute function hub.note_access();
