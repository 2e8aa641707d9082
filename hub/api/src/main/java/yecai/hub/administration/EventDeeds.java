package yecai.hub.administration;

/** What is done and asked about events in SQL alone. */
public final class EventDeeds {
    /** A page of the caller's events; `next` is where to go on. */
    public static final Deed AFTER = Deed.of("""
            select jsonb_build_object('events', e.events, 'next', e.next, 'removed_through', e.removed_through)::text
            from hub.events_after(coalesce(cast(:after as bigint), 0), least(coalesce(cast(:limit as bigint), 100), 1000)::integer, cast(:types as text[])) as e
            """);

    public static final Deed WEBHOOKS = Deed.of("""
            select jsonb_build_object('webhooks', coalesce(jsonb_agg(to_jsonb(w) || jsonb_build_object(
                'dead_letters', (select count(*) from hub.dead_letter as d where d.webhook = w.webhook)) order by w.webhook), '[]'))::text
            from hub.webhook as w
            """);

    public static final Deed WEBHOOK = Deed.of("""
            select (to_jsonb(w) - 'position' - 'attempts' - 'retry_at' - 'last_problem' - 'delivered_at' - 'delivered')::text
            from hub.webhook as w
            where w.webhook = cast(:webhook as bigint)
            """);

    public static final Deed SET_STATE = Deed.of("""
            select jsonb_build_object('done', hub.set_webhook_state(cast(:webhook as bigint), :state, :reason)::text is not null)::text
            """);

    public static final Deed DEAD_LETTERS = Deed.of("""
            select jsonb_build_object('dead_letters', coalesce(jsonb_agg(to_jsonb(d) order by d.position), '[]'))::text
            from (
                select x.webhook, x.position, x.attempts, x.problem, x.died_at, x.send_again
                from hub.dead_letter as x
                where x.webhook = cast(:webhook as bigint)
                order by x.position limit 1000
            ) as d
            """);

    public static final Deed SEND_AGAIN = Deed.of("""
            select jsonb_build_object('letters', hub.send_again(cast(:webhook as bigint), cast(:position as bigint), :reason))::text
            """);

    private EventDeeds() {}
}
