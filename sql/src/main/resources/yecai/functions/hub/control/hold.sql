-- Locks of a connection's lifetime that no reader can take: a row names the session that holds it. They are the caller's
-- rights, so that the caller sees the start of sessions of its own role.

-- Whether a session is still there. A process number can come again, so role and start are compared; the start of a foreign role's
-- session is hidden, and then it counts as alive.
create or replace function hub.is_session(process integer, role oid, started_at timestamptz) returns boolean
language sql volatile
set search_path = pg_catalog, pg_temp
as $$
    select exists (
        select from pg_stat_activity as a
        where a.pid = is_session.process
            and a.usesysid = is_session.role
            and coalesce(a.backend_start, is_session.started_at) = is_session.started_at
    )
$$;

-- Whether the session that the row names is still there. A holder that renews may have lost its session and
-- be connecting again, so it keeps what it has for two seconds more; and `overdue` is how long it may not have renewed it to be
-- taken for paused or cut off although its session is there (null: never).
create or replace function hub.is_held(held hub.hold, overdue interval default null) returns boolean
language sql volatile
set search_path = pg_catalog, pg_temp
as $$
    select case
        when held.process is null then false
        when hub.is_session(held.process, held.role, held.started_at) then coalesce(held.renewed_at > clock_timestamp() - overdue, true)
        else coalesce(held.renewed_at > clock_timestamp() - interval '2 seconds', false)
    end
$$;

-- Takes the hold for this connection, until it releases it or ends; true also when it has it already. False when another
-- connection has it (see hub.is_held). The row is locked before sessions are looked at, so that two that come at once do not
-- both get it; the caller commits at once. `epoch` is that of the lead for whom a capture writes; leads and standbys get the
-- next one instead.
create or replace function hub.try_hold(source text, purpose text, epoch bigint default null, overdue interval default null)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    held hub.hold;
begin
    insert into hub.hold (source, purpose)
    values (try_hold.source, try_hold.purpose)
    on conflict (source, purpose) do nothing;
    select * into held
    from hub.hold as h
    where h.source = try_hold.source and h.purpose = try_hold.purpose
    for update;
    perform pg_stat_clear_snapshot();
    if held.process <> pg_backend_pid() and hub.is_held(held, try_hold.overdue) then
        return false;
    end if;
    if held.purpose in ('lead', 'standby') then
        update hub.hold as h
        set epoch = 1 + greatest(h.epoch, 0, (select s.epoch from hub.source as s where s.source = h.source)),
            renewed_at = clock_timestamp()
        where h.source = held.source and h.purpose = held.purpose;
    else
        update hub.hold as h
        set epoch = try_hold.epoch
        where h.source = held.source and h.purpose = held.purpose;
    end if;
    perform hub.note_holder(held.source, held.purpose);
    return true;
end
$$;

-- Writes down that this connection is the holder.
create or replace function hub.note_holder(source text, purpose text) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    update hub.hold as h
    set process = a.pid, role = a.usesysid, started_at = a.backend_start, application = a.application_name,
        address = coalesce(host(a.client_addr), 'a local socket')
    from pg_stat_activity as a
    where h.source = note_holder.source and h.purpose = note_holder.purpose and a.pid = pg_backend_pid()
$$;

-- Makes the caller's process the lead of a source, the one that captures it, or its standby, which waits for that. Returns its
-- epoch, by which hub.renew_lead knows it again whatever connection it comes by; null while another process is it and has
-- renewed it within `overdue`.
create or replace function hub.take_lead(source text, purpose text, overdue interval) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if not hub.try_hold(take_lead.source, take_lead.purpose, null, take_lead.overdue) then
        return null;
    end if;
    return (select h.epoch from hub.hold as h where h.source = take_lead.source and h.purpose = take_lead.purpose);
end
$$;

-- Says that the lead, or standby, of this epoch lives. False when another process has become it since.
create or replace function hub.renew_lead(source text, purpose text, epoch bigint) returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    update hub.hold as h
    set renewed_at = clock_timestamp()
    where h.source = renew_lead.source and h.purpose = renew_lead.purpose and h.epoch = renew_lead.epoch;
    if not found then
        return false;
    end if;
    perform hub.note_holder(renew_lead.source, renew_lead.purpose);
    return true;
end
$$;

-- Ends the sessions of a capture of this source that write for this epoch or an earlier one, and waits until they are gone; true
-- once there is none. They are of the caller's own role, so no right is needed for it, and no other session is ended: loads and
-- repairs have no epoch.
create or replace function hub.end_earlier_capture(source text, epoch bigint) returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    held hub.hold;
    own oid := (select a.usesysid from pg_stat_activity as a where a.pid = pg_backend_pid());
begin
    for held in
        select h.*
        from hub.hold as h
        where h.source = end_earlier_capture.source
            and h.purpose in ('capture', 'derive')
            and h.epoch <= end_earlier_capture.epoch
            and h.process <> pg_backend_pid()
    loop
        if hub.is_held(held) and (held.role <> own or not pg_terminate_backend(held.process, 3000)) then
            return false;
        end if;
    end loop;
    return true;
end
$$;

-- Gives up what this connection holds, if it does.
create or replace function hub.release_hold(source text, purpose text) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    update hub.hold as h
    set process = null, role = null, started_at = null, renewed_at = null
    where h.source = release_hold.source and h.purpose = release_hold.purpose and h.process = pg_backend_pid()
$$;

-- Who holds it, for a message; null when nobody does.
create or replace function hub.holder(source text, purpose text) returns text
language sql volatile
set search_path = pg_catalog, pg_temp
as $$
    select format('%s (process %s of the hub''s server, from %s, since %s)', h.application, h.process, h.address,
        to_char(h.started_at, 'YYYY-MM-DD HH24:MI:SS'))
    from hub.hold as h
    where h.source = holder.source and h.purpose = holder.purpose and hub.is_held(h)
$$;

-- Asks, for this connection, that the capture of a source hold; false while somebody else's request stands. One that was left behind
-- by a session that is gone is replaced at once.
create or replace function hub.raise_barrier(source text, requested_by text, expiry interval) returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    perform pg_stat_clear_snapshot();
    insert into hub.barrier as b (source, requested_by, process, role, started_at, expires_at)
    select raise_barrier.source, raise_barrier.requested_by, a.pid, a.usesysid, a.backend_start,
        clock_timestamp() + raise_barrier.expiry
    from pg_stat_activity as a
    where a.pid = pg_backend_pid()
    on conflict (source) do update
    set requested_by = excluded.requested_by, process = excluded.process, role = excluded.role, started_at = excluded.started_at,
        expires_at = excluded.expires_at, stop_before = null, reached_at = null, held_since = null
    where not hub.is_standing(b);
    return found;
end
$$;

-- Whether a request to hold stands: it has not expired, and who made it is still there.
create or replace function hub.is_standing(asked hub.barrier) returns boolean
language sql volatile
set search_path = pg_catalog, pg_temp
as $$
    select asked.expires_at > clock_timestamp()
        and (asked.process is null or hub.is_session(asked.process, asked.role, asked.started_at))
$$;

revoke execute on function hub.is_session, hub.is_standing, hub.raise_barrier from public;
grant execute on function hub.is_session, hub.is_standing, hub.raise_barrier to yecai_capture;
revoke execute on function hub.is_held, hub.try_hold, hub.note_holder, hub.take_lead, hub.renew_lead, hub.end_earlier_capture,
    hub.release_hold, hub.holder from public;
grant execute on function hub.is_held, hub.try_hold, hub.note_holder, hub.take_lead, hub.renew_lead, hub.end_earlier_capture,
    hub.release_hold, hub.holder to yecai_capture;
