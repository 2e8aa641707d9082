-- What the API's process that has the turn does each moment.

set local role yecai_access;

-- Takes the turn, or keeps it, for so long. False while another process has it.
create or replace function hub.take_event_turn(holder text, lasts interval) returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    update hub.event_turn as t
    set holder = take_event_turn.holder, held_until = clock_timestamp() + least(take_event_turn.lasts, interval '1 minute')
    where t.holder = take_event_turn.holder or t.held_until < clock_timestamp();
    return found;
end
$$;

-- Gives positions to what has committed, at most so many. The turn's row is locked until it commits, so that there is no other with a
-- higher position before this is seen. Returns the last position.
create or replace function hub.number_events(most integer) returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    last bigint;
    added bigint;
begin
    if not exists (select from hub.outbox) then
        return (select t.position from hub.event_turn as t);
    end if;
    select t.position into last from hub.event_turn as t for update;
    with taken as (
        delete from hub.outbox as o
        where o.ctid = any (array(select x.ctid from hub.outbox as x order by x.outbox limit least(number_events.most, 10000)))
        returning o.*
    ),
    numbered as (
        insert into hub.event (position, event_id, type, source, company, principal, subject, data, happened_at)
        select
            last + row_number() over (order by t.outbox), t.event_id, t.type, t.source, t.company, t.principal, t.subject, t.data,
            t.happened_at
        from taken as t
        returning 1
    )
    select count(*) into added from numbered;
    update hub.event_turn as t set position = last + added;
    return last + added;
end
$$;

-- What time alone causes: sources that have become stale or have recovered, scopes that have ended by themselves; and removes events
-- whose time is over. Returns how many events it caused.
create or replace function hub.note_time() returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    stale_after constant interval := hub.rule('stale_after')::interval;
    kept_since constant timestamptz := clock_timestamp() - hub.rule('events_kept_for')::interval;
    turn hub.event_turn;
    until timestamptz;
    removed bigint;
    caused integer := 0;
begin
    select t.* into turn from hub.event_turn as t for update;
    until := clock_timestamp();
    with gone as (
        insert into hub.source_stale (source, since)
        select s.source, s.position_committed_at
        from hub.source as s
        where s.position_committed_at < until - stale_after and s.state not in ('new', 'loading')
        on conflict do nothing
        returning source, since
    ),
    back as (
        delete from hub.source_stale as x
        using hub.source as s
        where s.source = x.source and s.position_committed_at >= until - stale_after
        returning x.source, x.since
    ),
    told as (
        insert into hub.outbox (type, source, subject, data)
        select 'source.stale', g.source, g.source, jsonb_build_object('as_of', g.since) from gone as g
        union all
        select 'source.recovered', b.source, b.source, jsonb_build_object('stale_since', b.since) from back as b
        returning 1
    )
    select count(*) into caused from told;
    with told as (
        insert into hub.outbox (type, principal, subject, data)
        select 'access.expired', s.principal, s.principal, jsonb_build_object(
            'scope', s.scope, 'kind', s.dimension, 'value', s.value, 'valid_to', s.valid_to)
        from hub.scope as s
        where s.valid_to > turn.expired_until
            and s.valid_to <= until
            -- and not because somebody revoked it
            and exists (
                select from hub.audit as a
                where a.action = 'grant_scope'
                    and a.subject = s.principal
                    and (a.detail ->> 'valid_to')::timestamptz = s.valid_to
            )
        returning 1
    )
    select caused + count(*) into caused from told;
    delete from hub.event as e where e.numbered_at < kept_since;
    select min(e.position) - 1 into removed from hub.event as e;
    update hub.event_turn as t
    set expired_until = until, removed_through = greatest(t.removed_through, coalesce(removed, t.position));
    return caused;
end
$$;

-- What the capture does while no process of the API has the turn, so that events do not pile up in the outbox.
create or replace function hub.number_abandoned() returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if exists (select from hub.event_turn as t where t.held_until < clock_timestamp() - interval '1 minute') then
        perform hub.number_events(10000);
        perform hub.note_time();
    end if;
end
$$;

create or replace function hub.last_event() returns bigint
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select t.position from hub.event_turn as t
$$;

revoke execute on function hub.take_event_turn, hub.number_events, hub.note_time, hub.number_abandoned, hub.last_event from public;
grant execute on function hub.number_abandoned to yecai_capture;
grant execute on function hub.take_event_turn, hub.number_events, hub.note_time, hub.last_event to yecai_api;
