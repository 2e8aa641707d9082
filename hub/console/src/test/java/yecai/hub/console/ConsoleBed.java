package yecai.hub.console;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import yecai.hub.api.ApiServer;
import yecai.hub.api.ApiSettings;
import yecai.hub.api.signin.ConsoleLinks;
import yecai.hub.console.signin.SignInSettings;
import yecai.hub.session.SessionSettings;
import yecai.sql.EmbeddedHub;
import yecai.sql.Waiting;
import yecai.sql.jdbi.Handles;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/** A hub with claims of two companies, people of finance, and the API with the console in front of it. */
public final class ConsoleBed implements AutoCloseable {
    /** What every text column of the ERP holds somewhere. */
    public static final String EVIL = "<script>alert('x')</script>\"><svg onload=alert(1)>=1+1";

    private static final ApiSettings.Limits AMPLE = new ApiSettings.Limits(1e6, 1_000_000, 4, Waiting.PATIENCE);
    private static ConsoleBed shared;

    private final EmbeddedHub hub;
    private final ApiServer server;

    private ConsoleBed(EmbeddedHub hub, ApiServer server) {
        this.hub = hub;
        this.server = server;
    }

    /** The bed that the tests share. */
    public static synchronized ConsoleBed shared() throws SQLException {
        if (shared == null) {
            EmbeddedHub hub = EmbeddedHub.migrated(TestServers.shared(Role.HUB));
            hub.run("yecai_capture", ConsoleBed.rows());
            addPerson(hub, "con_group", "finance_reader", "*");
            addPerson(hub, "con_one", "finance_reader", "1000");
            addPerson(hub, "con_report", "reporting_reader", "*");
            shared = new ConsoleBed(hub, server(hub, ConsoleSettings.usual()));
        }
        return shared;
    }

    /** Another API with a console of its own on the same hub. */
    public ConsoleBed with(ConsoleSettings settings) {
        return new ConsoleBed(hub, server(hub, settings));
    }

    /** Another API on the same hub, as people reach it through a proxy that ends TLS. */
    public ConsoleBed withSettings(ApiSettings api) {
        return new ConsoleBed(
                hub,
                ApiServer.start(api.withLimits(AMPLE), session(hub), List.of(new Console(ConsoleSettings.usual()))));
    }

    private static ApiServer server(EmbeddedHub hub, ConsoleSettings settings) {
        return ApiServer.start(ApiSettings.local().withLimits(AMPLE), session(hub), List.of(new Console(settings)));
    }

    private static SessionSettings session(EmbeddedHub hub) {
        return new SessionSettings(
                hub.url(), "yecai_api", "", 10, Waiting.PATIENCE, Waiting.PATIENCE, Waiting.PATIENCE);
    }

    /** A principal with a login of the same name and an l. */
    public static void addPerson(EmbeddedHub hub, String name, String role, String company) throws SQLException {
        hub.run("postgres", "select hub.add_principal('" + name + "', 'person', '{" + role + "}')");
        hub.run("postgres", "select hub.add_login('" + name + "_l', '" + name + "', 'not-checked-here')");
        hub.run(
                "postgres",
                "select hub.grant_scope('" + name + "', 'company', '" + company + "', null, 'test of " + name + "')");
    }

    private static String rows() {
        return """
            insert into hub.source (source, pack, pack_version, state, position, position_committed_at, applied_transactions)
            values ('t', 'demo', '1', 'streaming', '0/16B3740', clock_timestamp(), 10);
            insert into canon.company (source, entity_key, company, name, functional_currency, time_zone)
            select 't', 'C' || n, n || '000', 'Company ' || n, 'CNY', 'UTC' from generate_series(1, 2) as n;
            insert into canon.currency (source, entity_key, currency, decimals) values ('t', 'CNY', 'CNY', 2);
            insert into canon.customer (source, entity_key, customer, name) values ('t', 'A', 'A', 'Customer A');
            insert into canon.receivable_item (source, entity_key, company, kind, document_no, document_date, posting_date,
                due_date, customer, account, transaction_currency, functional_currency, original, open_transaction,
                original_functional, open_ledger, status, source_tx, source_committed_at)
            select 't', 'R' || n, (1 + n % 2) || '000', 'invoice', 'INV-' || n, current_date - 20 * n, current_date - 20 * n,
                current_date - 20 * n + 30, 'A', '1122', 'CNY', 'CNY', 100.25 * n, 100.25 * n, 100.25 * n, 100.25 * n, 'open',
                'tx' || n, clock_timestamp()
            from generate_series(1, 12) as n;
            do $$
            declare
                t text;
                names text;
                vals text;
            begin
                -- one row in each canonical table, all of whose texts are what an attacker would write
                foreach t in array array['customer', 'supplier', 'material', 'account', 'receivable_item', 'payable_item',
                    'gl_entry', 'customer_invoice', 'customer_invoice_line', 'receipt', 'receipt_allocation', 'production_order',
                    'cost_entry', 'plant', 'payment_term', 'unit_of_measure'] loop
                    select string_agg(quote_ident(c.column_name), ', '), string_agg(
                        case
                            when c.column_name = 'source' then '''t'''
                            when c.column_name in ('company') then '''1000'''
                            when c.column_name in ('transaction_currency', 'functional_currency') then '''CNY'''
                            when c.column_name = 'kind' then '''invoice'''
                            when c.column_name = 'mapping_status' then '''mapped'''
                            when c.column_name in ('reverses', 'reversed_by', 'ledger_period') then 'null'
                            when c.data_type = 'text' then quote_literal('EVIL')
                            when c.data_type in ('numeric', 'integer') then '7'
                            when c.data_type = 'date' then 'current_date - 3'
                            when c.data_type = 'boolean' then 'true'
                            when c.data_type = 'timestamp with time zone' then 'clock_timestamp()'
                            else 'null'
                        end, ', ')
                    into names, vals
                    from information_schema.columns as c
                    where c.table_schema = 'canon' and c.table_name = t and c.is_generated = 'NEVER';
                    execute format('insert into canon.%I (%s) values (%s)', t, names, vals);
                end loop;
            end
            $$;
            """.replace("EVIL", EVIL.replace("'", "''"));
    }

    public EmbeddedHub hub() {
        return hub;
    }

    public String url() {
        return server.url();
    }

    /** A visitor who has not signed in. */
    public Visitor stranger() {
        return new Visitor(server.url());
    }

    /** Somebody who has signed in with a link. */
    public Visitor person(String principal) throws Exception {
        Visitor visitor = stranger();
        visitor.useLink(link(principal));
        return visitor;
    }

    /** A link for a principal. */
    public String link(String principal) throws SQLException {
        return link(principal, Instant.now().plusSeconds(600));
    }

    public String link(String principal, Instant end) throws SQLException {
        try (Connection admin = hub.open("postgres")) {
            return new ConsoleLinks(Handles.open(admin)).issue(principal, end).reveal();
        }
    }

    /** The settings with other spans of sessions. */
    static ConsoleSettings lasting(SignInSettings signIn) {
        return new ConsoleSettings(signIn, false);
    }

    @Override
    public void close() {
        server.close();
    }
}
