package yecai.hub.administration;

/** What is done and asked about sources in SQL alone; what only a capture can do is asked of it in a table. */
public final class OperationDeeds {
    public static final Deed SOURCES = Deed.of("""
            select jsonb_build_object('sources', coalesce(jsonb_agg(to_jsonb(s) order by s.source), '[]'))::text
            from hub.source_overview as s
            """);

    public static final Deed SOURCE =
            Deed.of("select to_jsonb(s)::text from hub.source_overview as s where s.source = :source");

    public static final Deed TABLES = Deed.of("""
            select jsonb_build_object(
                'tables', (select coalesce(jsonb_agg(jsonb_build_object(
                    'source', t.source, 'table', t.source_schema || '.' || t.source_table, 'state', t.table_state,
                    'detail', t.table_state_detail, 'since', t.table_state_since) order by t.source, t.source_schema, t.source_table), '[]')
                    from hub.source_table as t
                    where (cast(:source as text) is null or t.source = :source)
                        and (cast(:state as text) is null or t.table_state = :state)),
                'not_captured', (select coalesce(jsonb_agg(to_jsonb(r) order by r.source, r.object), '[]') from hub.refusal as r
                    where cast(:source as text) is null or r.source = :source))::text
            """);

    public static final Deed RECONCILIATIONS = Deed.of("""
            select jsonb_build_object('reconciliations', coalesce(jsonb_agg(
                to_jsonb(r) || jsonb_build_object('differs', r.repaired_at is null
                    and (r.problem is not null or r.changed_rows + r.missing_rows + r.extra_rows > 0))
                order by r.source, r.source_schema, r.source_table), '[]'))::text
            from hub.reconciliation as r
            where cast(:source as text) is null or r.source = :source
            """);

    public static final Deed PARKED = Deed.of("""
            select jsonb_build_object(
                'total', (select count(*) from hub.parked as p where cast(:source as text) is null or p.source = :source),
                'documents', (select coalesce(jsonb_agg(to_jsonb(d) order by d.parked_at desc), '[]') from (
                    select x.* from hub.parked as x
                    where (cast(:source as text) is null or x.source = :source)
                        and (cast(:mapping as text) is null or x.mapping = :mapping)
                    order by x.parked_at desc limit least(coalesce(cast(:limit as bigint), 100), 1000)) as d))::text
            """);

    public static final Deed OPERATIONS = Deed.of("""
            select jsonb_build_object('operations', coalesce(jsonb_agg(to_jsonb(o) order by o.operation desc), '[]'))::text
            from (
                select x.* from hub.operation_status as x
                where cast(:source as text) is null or x.source = :source
                order by x.operation desc limit 200
            ) as o
            """);

    public static final Deed OPERATION = Deed.of(
            "select to_jsonb(o)::text from hub.operation_status as o where o.operation = cast(:operation as bigint)");

    public static final Deed ASK = Deed.of("""
            select jsonb_build_object('operation', hub.request_operation(
                :source, :kind, cast(:tables as text[]), :mapping, :derive_key, :reason))::text
            """);

    public static final Deed CANCEL = Deed.of(
            "select jsonb_build_object('cancelled', hub.cancel_operation(cast(:operation as bigint), :reason))::text");

    private OperationDeeds() {}
}
