package yecai.hub.administration;

/** What is done and asked about access in SQL alone. PostgreSQL decides who may. */
public final class AccessDeeds {
    /** Who calls, what it may see and why. */
    public static final Deed ME = Deed.of("""
            select jsonb_build_object(
                'name', hub.acting_person(),
                'is_dba', pg_has_role(hub.acting_role()::name, 'yecai_dba', 'member'),
                'is_approver', pg_has_role(hub.acting_role()::name, 'yecai_approver', 'member'),
                'scopes', (select coalesce(jsonb_agg(to_jsonb(s)), '[]') from hub.own_access() as s))::text
            """);

    public static final Deed WHO_SEES = Deed.of("""
            select jsonb_build_object('principals', coalesce(jsonb_agg(to_jsonb(w)), '[]'))::text
            from hub.who_sees(:dataset, :company) as w
            """);

    public static final Deed EXPLAIN = Deed.of("""
            select jsonb_build_object(
                'sees_rows', count(distinct e.link) filter (
                    where e.holds and e.link in ('principal', 'membership', 'dataset', 'scope')) = 4,
                'links', jsonb_agg(to_jsonb(e) order by e.step))::text
            from hub.explain_access(:principal, :dataset, :company) as e
            """);

    public static final Deed PRINCIPALS = Deed.of("""
            select jsonb_build_object('principals', coalesce(jsonb_agg(to_jsonb(p) order by p.principal), '[]'))::text
            from (
                select x.principal, x.kind, x.reader_roles, x.created_by, x.created_at
                from hub.principal as x
                where x.ended_at is null and x.principal <> 'yecai_mart'
            ) as p
            """);

    public static final Deed GRANTS = Deed.of("""
            select jsonb_build_object('grants', coalesce(jsonb_agg(to_jsonb(s) - 'dimension'
                || jsonb_build_object('kind', s.dimension) order by s.principal, s.scope), '[]'))::text
            from hub.scope as s
            where s.principal <> 'yecai_mart'
                and (cast(:principal as text) is null or s.principal = :principal)
                and (coalesce(cast(:ended as boolean), false) or s.valid_to > statement_timestamp())
            """);

    public static final Deed GRANT = Deed.of("""
            select jsonb_build_object('scope', hub.grant_access(
                :principal, :kind, :value, cast(:valid_to as timestamptz), :reason, cast(:valid_from as timestamptz)))::text
            """);

    public static final Deed REVOKE = Deed.of("""
            select jsonb_build_object('ended', hub.revoke_access(:principal, :kind, :value, :reason))::text
            """);

    public static final Deed REQUESTS = Deed.of("""
            select jsonb_build_object('requests', coalesce(jsonb_agg(to_jsonb(q) order by q.request desc), '[]'))::text
            from hub.list_requests() as q
            where cast(:state as text) is null or q.state = :state
            """);

    public static final Deed REQUEST = Deed.of(
            "select to_jsonb(q)::text from hub.list_requests() as q where q.request = cast(:request as bigint)");

    public static final Deed ASK = Deed.of("""
            select jsonb_build_object('request', hub.request_access(
                coalesce(:principal, hub.acting_person()), :kind, :value, cast(:valid_to as timestamptz), :reason))::text
            """);

    public static final Deed APPROVE = decision("hub.approve_access(cast(:request as bigint), :note)");
    public static final Deed REJECT = decision("hub.reject_access(cast(:request as bigint), :note)");
    public static final Deed CANCEL = Deed.of(
            "select jsonb_build_object('cancelled', hub.cancel_request(cast(:request as bigint))::text is not null)::text");
    public static final Deed USE =
            Deed.of("select jsonb_build_object('scope', hub.use_request(cast(:request as bigint)))::text");

    public static final Deed EMERGENCY = Deed.of("""
            select jsonb_build_object('scope', hub.emergency_access(
                :principal, :kind, :value, make_interval(mins => cast(:minutes as integer)), :reason))::text
            """);

    public static final Deed REVIEWS = Deed.of("""
            select jsonb_build_object('reviews', coalesce(jsonb_agg(to_jsonb(r) || jsonb_build_object(
                'scopes', (select count(*) from hub.access_review_item as i where i.review = r.review),
                'undecided', (select count(*) from hub.access_review_item as i
                    where i.review = r.review and i.decision is null)) order by r.review desc), '[]'))::text
            from hub.access_review as r
            """);

    public static final Deed REVIEW = Deed.of("""
            select (to_jsonb(r) || jsonb_build_object('items', (
                select coalesce(jsonb_agg(to_jsonb(i) || jsonb_build_object(
                    'principal', s.principal, 'kind', s.dimension, 'value', s.value, 'valid_to', s.valid_to) order by i.scope), '[]')
                from hub.access_review_item as i inner join hub.scope as s on s.scope = i.scope
                where i.review = r.review)))::text
            from hub.access_review as r where r.review = cast(:review as bigint)
            """);

    public static final Deed OPEN_REVIEW =
            Deed.of("select jsonb_build_object('review', hub.open_review(:subject))::text");
    public static final Deed DECIDE_REVIEW = decision(
            "hub.decide_review(cast(:review as bigint), cast(:scope as bigint), cast(:confirm as boolean), :note)");

    public static final Deed LOGINS = Deed.of("""
            select jsonb_build_object('logins', coalesce(jsonb_agg(to_jsonb(l) || jsonb_build_object(
                'last_seen', (select u.last_seen from hub.login_use as u where u.login = l.login)) order by l.login), '[]'))::text
            from hub.login as l
            """);

    public static final Deed END_LOGIN =
            Deed.of("select jsonb_build_object('ended', hub.drop_login(:login)::text is not null)::text");

    public static final Deed TOKENS = Deed.of("""
            select jsonb_build_object('tokens', coalesce(jsonb_agg(to_jsonb(t) order by t.principal, t.created_at), '[]'))::text
            from (
                select x.token_id, x.principal, x.label, x.datasets, x.created_by, x.created_at, x.expires_at, x.revoked_at
                from hub.api_token as x
            ) as t
            """);

    public static final Deed REVOKE_TOKEN =
            Deed.of("select jsonb_build_object('revoked', hub.revoke_token(:token, :reason))::text");

    public static final Deed AUDIT = Deed.of("""
            select jsonb_build_object('entries', coalesce(jsonb_agg(to_jsonb(e) order by e.audit desc), '[]'))::text
            from (
                select x.audit, x.happened_at, x.actor, x.action, x.subject, x.detail
                from hub.audit as x
                where x.audit < coalesce(cast(:before as bigint), 9223372036854775807)
                    and (cast(:action as text) is null or x.action = :action)
                    and (cast(:subject as text) is null or x.subject = :subject)
                order by x.audit desc limit least(coalesce(cast(:limit as bigint), 100), 1000)
            ) as e
            """);

    private AccessDeeds() {}

    /** A decision's answer is `refused: why` rather than an error, since an error would undo the refusal's audit entry. */
    private static Deed decision(String call) {
        return Deed.of("select jsonb_build_object('decision', " + call + ")::text");
    }
}
