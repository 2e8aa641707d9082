package yecai.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.cdc.Capture;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.source.SourceSettings;
import yecai.hub.cli.source.StaleSessions;
import yecai.hub.demo.server.EmbeddedServer;
import yecai.sql.Waiting;
import yecai.sql.pack.PackLoader;

/**
 * A reader holds whatever it can in as many sessions as it gets, and sends notifications: rights can be revoked, the capture goes
 * on, the API answers. {@code -Dyecai.holding.sessions=1000} is the full size, for a machine that does nothing else: then it must
 * take no longer than is promised.
 */
final class HoldingReaderIT {
    private static final int SESSIONS = Integer.getInteger("yecai.holding.sessions", 60);
    private static final boolean IS_TIMED = System.getProperty("yecai.holding.sessions") != null;
    private static final int SAMPLES = 100;

    @TempDir
    private Path folder;

    private DemoHub hub;
    private DemoErp erp;

    private static List<String> list(Connection connection, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            boolean isQuery = statement.execute(sql);
            while (!isQuery && statement.getUpdateCount() >= 0) {
                isQuery = statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                while (rows != null && rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    private void admin(String sql) throws SQLException {
        try (Connection admin = hub.openAsAdmin()) {
            list(admin, sql);
        }
    }

    /** Milliseconds from the ERP's commit until finance sees the row, ascending. */
    private long[] lags(int worker) throws SQLException {
        long[] lags = new long[SAMPLES];
        try (Connection business = erp.open();
                Connection finance = hub.finance().open("yecai test lag")) {
            for (int n = 0; n < SAMPLES; n++) {
                list(
                        business,
                        "insert into erp.tx_tokens (id, worker, n, step, expected_rows, expected_amount) values"
                                + " (nextval('erp.document_id'), " + worker + ", " + n + ", 'TEST', 0, 0)");
                long committed = System.nanoTime();
                String seen = "select n from finance.demo_token where worker = " + worker + " and n = " + n;
                while (list(finance, seen).isEmpty()) {
                    assertThat(System.nanoTime() - committed).isLessThan(Waiting.PATIENCE.toNanos());
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
                }
                lags[n] = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - committed);
            }
        }
        Arrays.sort(lags);
        return lags;
    }

    private static void assertAnswers(DemoApi api) throws Exception {
        HttpRequest read = HttpRequest.newBuilder(URI.create(api.url() + "/api/v1/datasets/finance.receipt?limit=5"))
                .header("Authorization", "Bearer " + api.groupToken())
                .timeout(Waiting.PATIENCE)
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(read, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void everythingThatAReaderCanHold_delaysNeitherRevokesNorTheCaptureNorTheApi() throws Exception {
        try (EmbeddedServer erpServer =
                        EmbeddedServer.start("test's ERP", folder.resolve("erp"), 0, Map.of("wal_level", "logical"));
                EmbeddedServer hubServer = EmbeddedServer.start(
                        "test's hub",
                        folder.resolve("hub"),
                        0,
                        Map.of("max_connections", Integer.toString(SESSIONS + 60)))) {
            hub = DemoHub.create(hubServer);
            erp = DemoErp.create(erpServer);
            erp.startBusiness(DemoOptions.defaults().withHistory(200)).close();
            SourceSettings settings = new SourceSettings("demo", PackLoader.load("demo"), erp.capture(), hub.capture());
            erp.letIn(settings);
            new InitialLoad(settings).run(LoadProgress.SILENT);
            hub.showTokens(settings);
            admin("select hub.set_limit('" + DemoHub.ONE_PRINCIPAL + "', 'connection_limit', '" + SESSIONS
                    + "', 'test')");
            List<Connection> held = new ArrayList<>();
            try (Capture capture = new Capture(settings);
                    DemoApi api = DemoApi.start(hub)) {
                capture.start();
                long before = lags(900)[SAMPLES * 99 / 100];
                hold(held);
                assertThatThrownBy(() -> hub.oneCompany().open("yecai test one too many"))
                        .hasMessageContaining("too many connections for role");

                long during = lags(901)[SAMPLES * 99 / 100];
                assertAnswers(api);
                long revokeMillis;
                try (StaleSessions watch = StaleSessions.start(hub.capture())) {
                    long start = System.nanoTime();
                    admin("set statement_timeout = '1min'; select hub.revoke_access('" + DemoHub.ONE_PRINCIPAL
                            + "', 'company', '" + DemoHub.ONE_COMPANY + "', 'test')");
                    revokeMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                    Waiting.until(
                            "sessions with snapshots are ended",
                            Duration.ofMinutes(2),
                            () -> ended(held) > SESSIONS / 3);
                    long endedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                    System.out.printf(
                            "%d sessions held: lag p99 %d ms (before %d), revoke %d ms, snapshots ended after %d ms%n",
                            SESSIONS, during, before, revokeMillis, endedMillis);
                    assertSeesNothing(held);
                    assertAnswers(api);
                    if (IS_TIMED) {
                        assertThat(revokeMillis).isLessThan(1_000);
                        assertThat(endedMillis).isLessThan(5_000);
                        assertThat(during).isLessThan(500);
                    }
                }
            } finally {
                for (Connection session : held) {
                    session.close();
                }
            }
        }
    }

    /** Locks on views and tables, snapshots, the audit's turn, a row, a listener that never reads, notifications. */
    private void hold(List<Connection> held) throws SQLException {
        for (int n = 0; n < SESSIONS; n++) {
            Connection session = hub.oneCompany().open("yecai test holder");
            held.add(session);
            if (n == 0) {
                list(session, "listen yecai; begin; select count(*) from finance.receipt");
            } else if (n == 1) {
                list(session, "select pg_notify('yecai', n::text) from generate_series(1, 10000) as n");
                list(session, "begin; select pg_notify('yecai', n::text) from generate_series(1, 10000) as n");
            } else if (n == 2) {
                list(
                        session,
                        "begin; select hub.request_access('" + DemoHub.ONE_PRINCIPAL
                                + "', 'company', '2000', now() + interval '1 day', 'mine')");
            } else if (n % 2 == 1) {
                list(session, "begin isolation level repeatable read; select count(*) from finance.receipt");
            } else {
                list(session, "begin; lock table finance.receipt, finance.general_ledger in access share mode");
            }
        }
    }

    private static long ended(List<Connection> held) {
        return held.stream()
                .filter(session -> {
                    try {
                        return session.isClosed() || list(session, "select 1").isEmpty();
                    } catch (SQLException terminated) {
                        return true;
                    }
                })
                .count();
    }

    private static void assertSeesNothing(List<Connection> held) {
        for (Connection session : held) {
            try {
                assertThat(list(session, "select count(*) from finance.receipt"))
                        .containsExactly("0");
            } catch (SQLException terminated) {
                assertThat(terminated.getMessage()).isNotEmpty();
            }
        }
    }
}
