-- The capture's side of hub.operation.

set local role yecai_access;

-- The oldest request that nobody has taken, for the process that leads the source in this epoch; no row if there is none, if its time is
-- over, or if another process leads by now. What a process of an earlier epoch had begun is said to be interrupted: all that
-- operations write they write in one transaction, so that either all of it is there or nothing.
create or replace function hub.take_operation(source text, epoch bigint) returns setof hub.operation
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    left_behind hub.operation;
    taken hub.operation;
begin
    for left_behind in
        update hub.operation as o
        set state = 'interrupted', finished_at = clock_timestamp(),
            outcome = jsonb_build_object('problem',
                'the capture ended in the middle of it; what it had not committed is undone, so look at its tables, and ask again if needed')
        where o.source = take_operation.source and o.state = 'running' and o.epoch < take_operation.epoch
        returning o.*
    loop
        insert into hub.audit (action, subject, detail)
        values ('end_operation', left_behind.source, jsonb_build_object(
            'operation', left_behind.operation, 'kind', left_behind.kind, 'state', 'interrupted'));
    end loop;
    update hub.operation as o
    set state = 'running', epoch = take_operation.epoch, taken_at = clock_timestamp()
    where o.operation = (
            select w.operation
            from hub.operation as w
            where w.source = take_operation.source and w.state = 'requested' and w.take_before > clock_timestamp()
            order by w.operation
            limit 1
            for update skip locked
        )
        and exists (
            select from hub.hold as h
            where h.source = take_operation.source and h.purpose = 'lead' and h.epoch = take_operation.epoch
        )
    returning o.* into taken;
    if taken.operation is not null then
        return next taken;
    end if;
end
$$;

-- Writes down how it ended, and the audit entry. False when somebody else has said that already.
create or replace function hub.end_operation(operation bigint, epoch bigint, state text, outcome jsonb) returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    ended hub.operation;
begin
    if end_operation.state not in ('done', 'failed', 'interrupted') then
        raise exception 'an operation does not end as %', end_operation.state using errcode = 'invalid_parameter_value';
    end if;
    update hub.operation as o
    set state = end_operation.state, outcome = end_operation.outcome, finished_at = clock_timestamp()
    where o.operation = end_operation.operation and o.epoch = end_operation.epoch and o.state = 'running'
    returning o.* into ended;
    if ended.operation is null then
        return false;
    end if;
    insert into hub.audit (action, subject, detail)
    values ('end_operation', ended.source, jsonb_build_object(
        'operation', ended.operation, 'kind', ended.kind, 'requested_by', ended.requested_by, 'state', ended.state));
    return true;
end
$$;

revoke execute on function hub.take_operation, hub.end_operation from public;
grant execute on function hub.take_operation, hub.end_operation to yecai_capture;
