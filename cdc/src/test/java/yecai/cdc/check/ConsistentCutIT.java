package yecai.cdc.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static yecai.cdc.check.FakeApplier.Manner.DECEITFUL;
import static yecai.cdc.check.FakeApplier.Manner.OBEDIENT;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import yecai.cdc.Capture;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.snapshot.BarrierRequest;
import yecai.cdc.snapshot.ConsistentCut;
import yecai.cdc.snapshot.Snapshot;
import yecai.sql.Promise;
import yecai.sql.Waiting;
import yecai.sql.error.YecaiException;

/** Both sides are read at one position, while writers and the capture continue. */
final class ConsistentCutIT {
    private static final String SUM = "select sum(amount) || ' ' || count(*) from cost";

    @Test
    void make_readsBothSidesAtOnePositionWhileAnApplierRuns() throws Exception {
        TestErp erp = TestErp.loaded();
        try (FakeApplier applier = new FakeApplier(erp.settings(), OBEDIENT).start();
                CostWriters writers = new CostWriters(erp, 3)) {
            awaitLock(erp);
            for (int i = 0; i < 5; i++) {
                awaitMore(writers, 50);
                CheckReport report = erp.check();
                assertThat(report.differences()).isEmpty();
            }
        }
    }

    @Test
    void make_keepsBothSnapshotsWhileTheCaptureRuns() throws Exception {
        TestErp erp = TestErp.loaded();
        try (FakeApplier applier = new FakeApplier(erp.settings(), OBEDIENT).start();
                CostWriters writers = new CostWriters(erp, 3)) {
            awaitLock(erp);
            awaitMore(writers, 20);
            try (Connection control = erp.settings().hub().open("test");
                    ConsistentCut cut = ConsistentCut.make(erp.settings(), "a test", Waiting.PATIENCE, control)) {
                assertThat(erp.valueAtHub("select count(*) from hub.barrier where source = SOURCE"))
                        .isEqualTo("0");
                awaitMore(writers, 100);
                String onErp = digest(cut.erp(), "public");
                assertThat(digest(cut.hub(), erp.settings().mirrorSchema())).isEqualTo(onErp);
                assertThat(sum(cut.erp(), "public")).isEqualTo("50050.0 1000");
                assertThat(digest(erp.settings().erp().open("test"), "public")).isNotEqualTo(onErp);
            }
        }
    }

    @Test
    void run_reportsDifferencesWhenAnApplierDoesNotHold() throws Exception {
        TestErp erp = TestErp.loaded();
        try (FakeApplier applier = new FakeApplier(erp.settings(), DECEITFUL).start();
                CostWriters writers = new CostWriters(erp, 3)) {
            awaitLock(erp);
            // whether it applies anything between its answer and the hub's snapshot is chance
            await("a difference is reported", () -> {
                awaitMore(writers, 50);
                return !erp.check().mirrorMatches();
            });
        }
    }

    @Test
    void run_passesWhileTheCaptureRunsUnderWriters() throws Exception {
        TestErp erp = TestErp.loaded();
        try (Capture capture = new Capture(erp.settings())) {
            capture.start();
            try (CostWriters writers = new CostWriters(erp, 3)) {
                for (int i = 0; i < 5; i++) {
                    awaitMore(writers, 200);
                    assertThat(erp.check().differences()).isEmpty();
                }
            }
            assertThat(erp.check().differences()).isEmpty();
            assertThat(capture.ended()).isNotDone();
        }
    }

    /** A server ends a session a moment after its client has gone, so the holder that was found may be none. */
    @Test
    void run_passesOnceAHolderHasEnded() throws Exception {
        TestErp erp = TestErp.loaded();
        FutureTask<CheckReport> check = new FutureTask<>(erp::check);
        try (Connection holder = erp.settings().hub().open("test")) {
            SourceLock.take(holder, erp.settings().source());
            new Thread(check, "check").start();
            await(
                    "the check asks the holder",
                    () -> erp.valueAtHub("select count(*) from hub.barrier where source = SOURCE")
                            .equals("1"));
        }
        assertThat(check.get(60, TimeUnit.SECONDS).differences()).isEmpty();
    }

    @Test
    void run_passesAtAQuietErpWithoutWaitingForItsNextTransaction() throws Exception {
        TestErp erp = TestErp.loaded();
        try (Capture capture = new Capture(erp.settings())) {
            capture.start();

            assertThat(erp.check().passed()).isTrue();
            Promise.within(
                    Duration.ofSeconds(10),
                    "holding the capture of a quiet ERP for a check",
                    Duration.ofMillis(erp.check().durations().get("held")));
        }
    }

    @Test
    void run_refusesAStoppedCaptureThatIsBehindAndPassesWhenItHasCaughtUp() throws Exception {
        TestErp erp = TestErp.loaded();
        erp.atErp(
                "update public.cost set amount = amount + 1 where id in (1, 2, 3)",
                "insert into public.company values (9)");

        assertThatThrownBy(erp::check)
                .isInstanceOfSatisfying(
                        YecaiException.class,
                        problem -> assertThat(problem.kind()).isEqualTo(YecaiException.Kind.CONFLICT))
                .hasMessageContaining("is not running and is 4 changes behind");

        String end = Databases.value(erp.admin(), "select pg_current_wal_lsn()");
        try (Capture capture = new Capture(erp.settings())) {
            capture.start();
            await(
                    "the applier is at " + end,
                    () -> Lsn.parse(erp.valueAtHub("select position::text from hub.source where source = SOURCE"))
                            >= Lsn.parse(end));
        }
        assertThat(erp.check().differences()).isEmpty();
    }

    @Test
    void run_passesAStoppedCaptureWhenOnlyUncapturedRowsChanged() throws Exception {
        TestErp erp = TestErp.loaded();
        erp.atErp("create table public.other (id integer)", "insert into public.other values (1)");

        assertThat(erp.check().passed()).isTrue();
    }

    @Test
    void run_refusesASecondCheckOfTheSameSource() throws Exception {
        TestErp erp = TestErp.loaded();
        try (Connection other = erp.settings().hub().open("test")) {
            assertThat(SourceLock.tryTakeCheck(other, erp.settings().source())).isTrue();

            assertThatThrownBy(erp::check)
                    .isInstanceOfSatisfying(
                            YecaiException.class,
                            problem -> assertThat(problem.kind()).isEqualTo(YecaiException.Kind.CONFLICT))
                    .hasMessageContaining(
                            "another check of source " + erp.settings().source());
        }
    }

    @Test
    void run_withdrawsItsRequestWhenTheApplierDoesNotAnswer() throws Exception {
        TestErp erp = TestErp.loaded();
        try (Connection applier = erp.settings().hub().open("test")) {
            SourceLock.take(applier, erp.settings().source());

            assertThatThrownBy(() ->
                            new Check(erp.settings()).run(new CheckOptions("a test", Duration.ofSeconds(2), 2, 20)))
                    .isInstanceOfSatisfying(
                            YecaiException.class,
                            problem -> assertThat(problem.kind()).isEqualTo(YecaiException.Kind.CONFLICT))
                    .hasMessageContaining(erp.settings().source());
            assertThat(erp.valueAtHub("select count(*) from hub.barrier where source = SOURCE"))
                    .isEqualTo("0");
        }
    }

    @Test
    void run_replacesARequestThatAKilledCheckLeftBehind() throws Exception {
        TestErp erp = TestErp.loaded();
        erp.atHub("insert into hub.barrier (source, requested_by, expires_at, reached_at, held_since, stop_before)"
                + " values (SOURCE, 'a killed check', now() - interval '1 s', '0/1', now(), '0/1')");
        try (Capture capture = new Capture(erp.settings())) {
            capture.start();

            assertThat(erp.check().passed()).isTrue();
        }
    }

    @Test
    void raise_waitsForALivingRequest_andReplacesOneWhoseSessionIsGone() throws Exception {
        TestErp erp = TestErp.loaded();
        String source = erp.settings().source();
        Duration anHour = Duration.ofHours(1);
        try (Connection another = erp.settings().hub().open("test")) {
            Connection first = erp.settings().hub().open("test");
            try {
                BarrierRequest.raise(first, source, "a load", anHour);
                assertThatThrownBy(() -> BarrierRequest.raise(another, source, "a test", anHour))
                        .isInstanceOf(YecaiException.class)
                        .hasMessageContaining("another process holds the capture");
            } finally {
                first.close();
            }
            BarrierRequest.raise(another, source, "a test", anHour).withdraw();
        }
    }

    /** The capture itself continues when whoever asked it to hold is gone, however long that had asked for. */
    @Test
    void aCapture_doesNotHoldForASessionThatIsGone() throws Exception {
        TestErp erp = TestErp.loaded();
        String source = erp.settings().source();
        try (Capture capture = new Capture(erp.settings())) {
            capture.start();
            try (Connection asking = erp.settings().hub().open("test")) {
                BarrierRequest asked = BarrierRequest.raise(asking, source, "a load", Duration.ofHours(1));
                await("the capture holds", asked::isAnswered);
            }
            await(
                    "the capture has put the request away",
                    () -> erp.valueAtHub("select count(*) from hub.barrier where source = SOURCE")
                            .equals("0"));
            assertThat(erp.check().passed()).isTrue();
        }
    }

    @Test
    void run_namesTheSessionWhoseOpenTransactionBlocksTheSnapshot() throws Exception {
        TestErp erp = TestErp.loaded();
        try (Connection blocker = erp.admin().open("long report");
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("update public.company set code = code where id = 1");
            String process = Integer.toString(
                    blocker.unwrap(org.postgresql.PGConnection.class).getBackendPID());

            assertThatThrownBy(() ->
                            new Check(erp.settings()).run(new CheckOptions("a test", Duration.ofSeconds(5), 2, 20)))
                    .isInstanceOfSatisfying(
                            YecaiException.class,
                            problem -> assertThat(problem.kind()).isEqualTo(YecaiException.Kind.SOURCE))
                    .hasMessageContaining("process " + process + " of postgres");
            blocker.rollback();
        }
        await(
                "the check's slot is gone",
                () -> Databases.value(
                                erp.admin(),
                                "select count(*) from pg_replication_slots where slot_name like 'yecai_check_%'")
                        .equals("0"));
        assertThat(erp.check().passed()).isTrue();
    }

    @Test
    void run_refusesAnotherServerThanTheOneThatWasLoaded() throws Exception {
        TestErp erp = TestErp.loaded();
        erp.atHub("update hub.source set system_identifier = '42/other' where source = SOURCE");

        assertThatThrownBy(erp::check)
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining("42/other")
                .hasMessageContaining("correct the address, or run `yecai reconcile --new-slot`");
    }

    private static void await(String what, Waiting.Condition<SQLException> condition) throws SQLException {
        Waiting.until(what, condition);
    }

    private static void awaitLock(TestErp erp) throws SQLException {
        await("somebody holds the source", () -> erp.valueAtHub("select hub.holder(SOURCE, 'capture')") != null);
    }

    private static void awaitMore(CostWriters writers, long transactions) throws SQLException {
        long start = writers.transactions();
        await("the writers continue", () -> writers.transactions() >= start + transactions);
    }

    private static String sum(Snapshot snapshot, String schema) throws SQLException {
        try (Connection connection = snapshot.open()) {
            return value(connection, schema, SUM);
        }
    }

    private static String digest(Snapshot snapshot, String schema) throws SQLException {
        return digest(snapshot.open(), schema);
    }

    private static String digest(Connection connection, String schema) throws SQLException {
        try (connection) {
            return value(connection, schema, "select md5(string_agg(id || '=' || amount, ' ' order by id)) from cost");
        }
    }

    private static String value(Connection connection, String schema, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set search_path = " + schema);
            try (var row = statement.executeQuery(sql)) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
