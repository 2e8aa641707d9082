package yecai.bench.read;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import yecai.bench.server.BenchHub;
import yecai.cdc.source.Server;
import yecai.hub.api.signin.TokenStore;
import yecai.hub.demo.server.EmbeddedServer;
import yecai.sql.jdbi.Handles;

/** A hub with receipts of 50 companies, and a reader who may see ten of them. */
record ReadBed(Server api, String token, long rows) {
    static final String PRINCIPAL = "bench_reader";
    private static final int COMPANIES = 50;
    private static final int VISIBLE = 10;
    private static final String DATABASE = "bench_api";

    static ReadBed create(EmbeddedServer server, long rows) throws SQLException {
        BenchHub hub = BenchHub.create(server, DATABASE);
        String password = EmbeddedServer.newPassword();
        server.setPassword("yecai_api", password);
        try (Connection capture = hub.capture().open("yecai bench")) {
            BenchHub.execute(
                    capture, """
                    insert into hub.source (source, pack, pack_version, state, position, position_committed_at)
                    values ('b', 'bench', '1', 'streaming', '0/1', clock_timestamp())
                    """, String.format(Locale.ROOT, """
                    insert into canon.receipt (source, entity_key, company, document_type, document_no, document_date,
                        posting_date, source_period, customer, method, transaction_currency, functional_currency, amount,
                        source_tx, source_committed_at)
                    select 'b', lpad(n::text, 9, '0'), 'C' || n %% %d, 'receipt', 'RC-' || n, date '2026-01-01' + (n %% 300)::integer,
                        date '2026-01-01' + (n %% 300)::integer, '2026-01', 'CUST-' || n %% 5000, 'transfer', 'CNY', 'CNY',
                        n * 1.01, n::text, clock_timestamp()
                    from generate_series(0, %d) as n
                    """, COMPANIES, rows - 1), "analyze canon.receipt");
        }
        try (Connection admin = server.openAsAdmin(DATABASE)) {
            BenchHub.execute(admin, "vacuum analyze canon.receipt", "checkpoint");
            BenchHub.execute(
                    admin, "select hub.add_principal('" + PRINCIPAL + "', 'service', array['finance_reader'])");
            for (int company = 0; company < VISIBLE; company++) {
                BenchHub.execute(
                        admin,
                        "select hub.grant_scope('" + PRINCIPAL + "', 'company', 'C" + company + "', null, 'bench')");
            }
            String token = new TokenStore(Handles.open(admin))
                    .issue(PRINCIPAL, "bench", List.of("*"), Instant.now().plus(Duration.ofHours(6)))
                    .reveal();
            return new ReadBed(server.login(DATABASE, "yecai_api", password), token, rows);
        }
    }

    /** Lets the reader see every company. */
    static void seeAll(EmbeddedServer server) throws SQLException {
        try (Connection admin = server.openAsAdmin(DATABASE)) {
            BenchHub.execute(admin, "select hub.grant_scope('" + PRINCIPAL + "', 'company', '*', null, 'bench')");
        }
    }

    /** How many reads, small and large, the journal holds. */
    static long journalled(EmbeddedServer server) throws SQLException {
        try (Connection admin = server.openAsAdmin(DATABASE);
                Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from hub.data_access where action in ('read', 'export_ended')")) {
            row.next();
            return row.getLong(1);
        }
    }

    long visibleRows() {
        return rows / COMPANIES * VISIBLE;
    }

    /** A key that the reader sees. */
    String randomKey() {
        long visible = ThreadLocalRandom.current().nextLong(visibleRows());
        return key(visible / VISIBLE * COMPANIES + visible % VISIBLE);
    }

    /** The first of a range of keys; a range of {@link #rangeKeys} has exactly so many rows that the reader sees. */
    long randomRange(int visible) {
        long ranges = rows / COMPANIES - visible / VISIBLE;
        return ThreadLocalRandom.current().nextLong(ranges) * COMPANIES;
    }

    static long rangeKeys(int visible) {
        return (long) visible / VISIBLE * COMPANIES;
    }

    static String key(long number) {
        return String.format(Locale.ROOT, "%09d", number);
    }

    /** pgbench's script of one transaction that reads one row. */
    String oneRowScript() {
        return String.format(Locale.ROOT, """
                \\set k random(0, %d)
                \\set n (:k / %d) * %d + mod(:k, %d)
                begin isolation level repeatable read, read only;
                set local role %s;
                select * from finance.receipt where source = 'b' and entity_key = lpad(:n::text, 9, '0');
                end;
                """, visibleRows() - 1, VISIBLE, COMPANIES, VISIBLE, PRINCIPAL);
    }

    /** pgbench's script of one transaction that reads a range. */
    String rangeScript(int visible) {
        return String.format(
                Locale.ROOT,
                """
                \\set n random(0, %d) * %d
                begin isolation level repeatable read, read only;
                set local role %s;
                select * from finance.receipt where source = 'b' and entity_key >= lpad((:n)::text, 9, '0')
                and entity_key < lpad((:n + %d)::text, 9, '0');
                end;
                """.replace("\nand", " and"),
                rows / COMPANIES - visible / VISIBLE - 1,
                COMPANIES,
                PRINCIPAL,
                rangeKeys(visible));
    }
}
