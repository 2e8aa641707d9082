-- Makes and ends webhooks: members of yecai_dba decide where data of the hub are sent.

set local role yecai_access;

-- Sends from now on what the principal may see; sees_operations: also what members of yecai_dba see. Returns its number.
create or replace function hub.add_webhook(
    principal text, url text, types text[], sees_operations boolean, reason text
) returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    unknown text;
    added bigint;
begin
    perform hub.let_api_act_as(add_webhook.principal);
    select w.type into unknown
    from unnest(coalesce(add_webhook.types, '{}')) as w (type)
    where not exists (select from hub.event_type as t where t.type = w.type)
    limit 1;
    if unknown is not null then
        raise exception 'there are no events of type %', left(unknown, 100) using errcode = 'invalid_parameter_value';
    end if;
    insert into hub.webhook (principal, url, types, sees_operations, reason, position, created_by)
    select
        add_webhook.principal, add_webhook.url, coalesce(add_webhook.types, '{}'), coalesce(add_webhook.sees_operations, false),
        add_webhook.reason, t.position, session_user
    from hub.event_turn as t
    returning webhook into added;
    insert into hub.audit (action, subject, detail)
    values ('add_webhook', add_webhook.principal, jsonb_build_object(
        'webhook', added, 'url', add_webhook.url, 'types', to_jsonb(coalesce(add_webhook.types, '{}')),
        'sees_operations', coalesce(add_webhook.sees_operations, false), 'reason', add_webhook.reason));
    return added;
end
$$;

-- active sends again, from where it stood; paused keeps what comes meanwhile as long as events are kept; ended is for good.
create or replace function hub.set_webhook_state(webhook bigint, state text, reason text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    changed hub.webhook;
begin
    update hub.webhook as w
    set state = set_webhook_state.state, attempts = 0, retry_at = '-infinity'
    where w.webhook = set_webhook_state.webhook and w.state <> 'ended'
    returning w.* into changed;
    if changed.webhook is null then
        raise exception 'there is no webhook %, or it has ended', set_webhook_state.webhook using errcode = 'undefined_object';
    end if;
    insert into hub.audit (action, subject, detail)
    values ('set_webhook_state', changed.principal, jsonb_build_object(
        'webhook', changed.webhook, 'state', changed.state, 'reason', set_webhook_state.reason));
end
$$;

-- Signs with another key from now on, and with the one before as well for so long. Returns the new key's number.
create or replace function hub.rotate_webhook_key(webhook bigint, overlap interval, reason text) returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    changed hub.webhook;
begin
    if rotate_webhook_key.overlap is null or clock_timestamp() + rotate_webhook_key.overlap < clock_timestamp() then
        raise exception 'the overlap must not be negative' using errcode = 'invalid_parameter_value';
    end if;
    update hub.webhook as w
    set key_number = w.key_number + 1, earlier_key_until = clock_timestamp() + rotate_webhook_key.overlap
    where w.webhook = rotate_webhook_key.webhook and w.state <> 'ended'
    returning w.* into changed;
    if changed.webhook is null then
        raise exception 'there is no webhook %, or it has ended', rotate_webhook_key.webhook using errcode = 'undefined_object';
    end if;
    insert into hub.audit (action, subject, detail)
    values ('rotate_webhook_key', changed.principal, jsonb_build_object(
        'webhook', changed.webhook, 'key_number', changed.key_number, 'earlier_key_until', changed.earlier_key_until,
        'reason', rotate_webhook_key.reason));
    return changed.key_number;
end
$$;

-- Sends dead letters of a webhook again: one, or all. Returns how many.
create or replace function hub.send_again(webhook bigint, "position" bigint, reason text) returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    letters integer;
begin
    update hub.dead_letter as d
    set send_again = true
    where d.webhook = send_again.webhook and (send_again.position is null or d.position = send_again.position);
    get diagnostics letters = row_count;
    if letters = 0 then
        raise exception 'webhook % has no such dead letter', send_again.webhook using errcode = 'undefined_object';
    end if;
    insert into hub.audit (action, subject, detail)
    select 'send_again', w.principal, jsonb_build_object(
        'webhook', w.webhook, 'position', send_again.position, 'letters', letters, 'reason', send_again.reason)
    from hub.webhook as w
    where w.webhook = send_again.webhook;
    return letters;
end
$$;

revoke execute on function hub.add_webhook, hub.set_webhook_state, hub.rotate_webhook_key, hub.send_again from public;
grant execute on function hub.add_webhook, hub.set_webhook_state, hub.rotate_webhook_key, hub.send_again to yecai_dba;
