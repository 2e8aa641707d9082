-- The API's side of webhooks.

set local role yecai_access;

-- What is to be sent now, at most so many a webhook, in order; what is sent again comes first. keys: the numbers of the keys that sign.
create or replace function hub.due_events(most integer)
returns table (
    webhook bigint, url text, keys integer[], is_again boolean, attempts integer, events jsonb, next bigint
)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    hook hub.webhook;
begin
    for hook in
        select w.* from hub.webhook as w
        inner join hub.principal as p on p.principal = w.principal and p.ended_at is null
        where w.state = 'active'
        order by w.webhook
    loop
        due_events.webhook := hook.webhook;
        due_events.url := hook.url;
        due_events.keys := case
            when hook.earlier_key_until > clock_timestamp() then array[hook.key_number, hook.key_number - 1]
            else array[hook.key_number]
        end;
        due_events.attempts := hook.attempts;
        select coalesce(jsonb_agg(d.event order by d.position), '[]') into due_events.events
        from (
            select x.position, x.event from hub.dead_letter as x
            where x.webhook = hook.webhook and x.send_again
            order by x.position
            limit due_events.most
        ) as d;
        if due_events.events <> '[]' then
            due_events.is_again := true;
            due_events.next := hook.position;
            return next;
        end if;
        continue when hook.retry_at > clock_timestamp();
        select e.events, e.next into due_events.events, due_events.next
        from hub.events_of(
            hook.principal::name, hook.principal, hook.sees_operations, hook.position, due_events.most, hook.types
        ) as e;
        if due_events.next > hook.position then
            due_events.is_again := false;
            return next;
        end if;
    end loop;
end
$$;

-- Everything up to the position was delivered, or is nothing for this webhook. What was delivered twice does no harm.
create or replace function hub.note_delivered(webhook bigint, "position" bigint, delivered integer) returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    update hub.webhook as w
    set position = note_delivered.position, attempts = 0, retry_at = '-infinity',
        last_problem = case when note_delivered.delivered > 0 then null else w.last_problem end,
        delivered_at = case when note_delivered.delivered > 0 then clock_timestamp() else w.delivered_at end,
        delivered = w.delivered + note_delivered.delivered
    where w.webhook = note_delivered.webhook and w.position < note_delivered.position
$$;

-- An event could not be delivered: it is tried again later, each time after twice as long, until it has failed so often that it becomes a
-- dead letter and the next is sent. Returns whether it is one.
create or replace function hub.note_failed(webhook bigint, event jsonb, problem text) returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    most constant integer := hub.rule('webhook_attempts')::integer;
    longest constant interval := hub.rule('webhook_longest_pause')::interval;
    failed hub.webhook;
begin
    update hub.webhook as w
    set attempts = w.attempts + 1,
        retry_at = clock_timestamp() + least(longest, interval '1 second' * (2 ^ least(w.attempts, 20))),
        last_problem = left(note_failed.problem, 500)
    where w.webhook = note_failed.webhook and w.position < (note_failed.event ->> 'position')::bigint
    returning w.* into failed;
    if failed.webhook is null or failed.attempts < most then
        return false;
    end if;
    insert into hub.dead_letter (webhook, position, event, attempts, problem)
    values (
        failed.webhook, (note_failed.event ->> 'position')::bigint, note_failed.event, failed.attempts,
        left(note_failed.problem, 500)
    )
    on conflict do nothing;
    update hub.webhook as w
    set position = (note_failed.event ->> 'position')::bigint, attempts = 0, retry_at = '-infinity'
    where w.webhook = failed.webhook;
    return true;
end
$$;

-- What was sent again was delivered, or stays a dead letter with its new reason.
create or replace function hub.note_sent_again(webhook bigint, "position" bigint, problem text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    if note_sent_again.problem is null then
        delete from hub.dead_letter as d
        where d.webhook = note_sent_again.webhook and d.position = note_sent_again.position;
    else
        update hub.dead_letter as d
        set send_again = false, attempts = d.attempts + 1, problem = left(note_sent_again.problem, 500)
        where d.webhook = note_sent_again.webhook and d.position = note_sent_again.position;
    end if;
end
$$;

revoke execute on function hub.due_events, hub.note_delivered, hub.note_failed, hub.note_sent_again from public;
grant execute on function hub.due_events, hub.note_delivered, hub.note_failed, hub.note_sent_again to yecai_api;
