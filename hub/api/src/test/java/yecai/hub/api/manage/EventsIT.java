package yecai.hub.api.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static yecai.hub.api.manage.ManagementBed.login;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.hub.api.ApiBed;
import yecai.hub.api.ApiSettings;
import yecai.sql.Waiting;

/** Reading what happened: in an order in which nothing is skipped, by those who may. */
final class EventsIT {
    private static final String EVENTS = "/api/v1/events";

    @TempDir
    private static Path folder;

    private static ManagementBed bed;

    @BeforeAll
    static void serve() throws Exception {
        bed = ManagementBed.start(folder, ApiSettings.local().withLimits(ApiBed.AMPLE));
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    static String receivable(String key, String company) {
        return "insert into canon.receivable_item (source, entity_key, company, kind, document_no, due_date,"
                + " open_transaction, source_committed_at) values ('t', '" + key + "', '" + company
                + "', 'invoice', 'I-" + key + "', date '2099-01-01', 10, clock_timestamp())";
    }

    /** The last position, when everything that has happened has one. */
    private static long latest(String authorization) throws Exception {
        Waiting.until(
                "everything has a position",
                () -> bed.hub().list("postgres", "select type from hub.outbox").isEmpty());
        return bed.json(EVENTS + "?after=latest", authorization).get("next").asLong();
    }

    private static List<String> subjects(String authorization, long after) throws Exception {
        List<String> subjects = new ArrayList<>();
        long next = after;
        while (true) {
            JsonNode page = bed.json(EVENTS + "?limit=2&after=" + next, authorization);
            page.get("events")
                    .forEach(event -> subjects.add(event.get("subject").asText()));
            if (page.get("events").isEmpty()) {
                return subjects;
            }
            next = page.get("next").asLong();
        }
    }

    private static void awaitSubjects(String authorization, long after, String... expected) throws Exception {
        Waiting.until("the events " + List.of(expected), () -> {
            try {
                return subjects(authorization, after).containsAll(List.of(expected));
            } catch (Exception problem) {
                throw new IllegalStateException(problem);
            }
        });
        assertThat(subjects(authorization, after)).containsExactly(expected);
    }

    @Test
    void aTransactionThatCommitsLate_isNotSkipped() throws Exception {
        long start = latest(bed.ann());
        try (Connection early = bed.hub().open("yecai_capture");
                var statement = early.createStatement()) {
            early.setAutoCommit(false);
            statement.execute(receivable("late-1", "C1"));
            bed.hub().run("yecai_capture", receivable("late-2", "C1"));
            awaitSubjects(bed.ann(), start, "late-2");
            long read = latest(bed.ann());
            early.commit();
            awaitSubjects(bed.ann(), read, "late-1");
        }
    }

    @Test
    void whatIsUndone_neverHappened() throws Exception {
        long start = latest(bed.ann());
        try (Connection capture = bed.hub().open("yecai_capture");
                var statement = capture.createStatement()) {
            capture.setAutoCommit(false);
            statement.execute(receivable("undone", "C1"));
            capture.rollback();
        }
        bed.hub().run("yecai_capture", receivable("done", "C1"));
        awaitSubjects(bed.ann(), start, "done");
    }

    @Test
    void anEventOfACompany_isSeenByItsReaders_andARevokeCounts() throws Exception {
        long start = latest(bed.ann());
        bed.hub()
                .run(
                        "yecai_capture",
                        receivable("seen-1", "C1") + ";" + receivable("seen-2", "C2") + ";"
                                + receivable("seen-3", "C3"));
        awaitSubjects(bed.ann(), start, "seen-1");
        awaitSubjects(bed.bob(), start, "seen-2");
        assertThat(subjects(login("dba_dora"), start))
                .as("a DBA sees no business")
                .isEmpty();

        ApiBed.addPrincipal(bed.hub(), "eve", "*");
        String eve = "Bearer " + ApiBed.issue(bed.hub(), "eve", "*");
        assertThat(subjects(eve, start)).contains("seen-1", "seen-2", "seen-3");
        String narrow = "Bearer " + ApiBed.issue(bed.hub(), "eve", "finance.receipt");
        assertThat(subjects(narrow, start)).as("a token for another dataset").doesNotContain("seen-1");
        bed.hub().run("postgres", "select hub.grant_scope('eve', 'plant', 'P1', null, 'test')");
        assertThat(subjects(eve, start)).as("narrowed to a plant").doesNotContain("seen-1");
        bed.hub().run("postgres", "select hub.revoke_access('ann', 'company', 'C1', 'test')");
        try {
            assertThat(subjects(bed.ann(), start)).doesNotContain("seen-1");
        } finally {
            bed.hub().run("postgres", "select hub.grant_scope('ann', 'company', 'C1', null, 'test')");
        }
    }

    @Test
    void whatDbasWaitFor_isToldToThem_andAccessToWhomItIsAbout() throws Exception {
        long start = latest(login("dba_dora"));
        bed.hub().run("yecai_capture", """
                insert into hub.parked (source, mapping, derive_key, entity, reason) values ('t', 'receipt', '7', 'receipt', 'x');
                update hub.source_table set table_state = 'stopped', table_state_detail = 'a column is gone' where source = 't';
                update hub.source set state = 'waiting', state_detail = 'no connection' where source = 't'
                """);
        bed.hub().run("postgres", "select hub.grant_scope('bob', 'company', 'C5', null, 'test')");
        awaitSubjects(login("dba_dora"), start, "receipt 7", "public.receipts", "t", "bob");
        assertThat(subjects(bed.bob(), start)).containsExactly("bob");
        assertThat(subjects(bed.ann(), start)).isEmpty();
    }

    @Test
    void aSourceThatBecomesStale_isTold_andThatItHasRecovered() throws Exception {
        long start = latest(bed.ann());
        bed.hub()
                .run(
                        "yecai_capture",
                        "update hub.source set position_committed_at = clock_timestamp() - interval '1 hour'");
        awaitTypes(bed.ann(), start, "yecai.source.stale");
        bed.hub().run("yecai_capture", "update hub.source set position_committed_at = clock_timestamp()");
        awaitTypes(bed.ann(), start, "yecai.source.stale", "yecai.source.recovered");
    }

    @Test
    void aScopeThatEndsByItself_isTold_andOneThatIsRevokedIsNotToldToExpire() throws Exception {
        long start = latest(bed.bob());
        bed.hub()
                .run(
                        "postgres",
                        "select hub.grant_access('bob', 'company', 'C8', clock_timestamp() + interval '2 seconds', 'short')");
        bed.hub()
                .run(
                        "postgres",
                        "select hub.grant_access('bob', 'company', 'C9', clock_timestamp() + interval '1 hour', 'long')");
        bed.hub().run("postgres", "select hub.revoke_access('bob', 'company', 'C9', 'over')");
        awaitTypes(
                bed.bob(),
                start,
                "yecai.access.granted",
                "yecai.access.granted",
                "yecai.access.revoked",
                "yecai.access.expired");
    }

    @Test
    void receivables_becomeOverdueOnce_whenTheirDayHasPassed() throws Exception {
        bed.hub().run("yecai_capture", receivable("due", "C1").replace("2099-01-01", "2020-01-01"));
        long start = latest(bed.ann());
        bed.hub()
                .run(
                        "postgres",
                        "insert into hub.overdue_through values ('t', 'C1', '2019-12-01') on conflict (source, company) do update"
                                + " set due_before = excluded.due_before");
        bed.hub().run("yecai_api", "select hub.note_overdue()");
        bed.hub().run("yecai_api", "select hub.note_overdue()");
        awaitSubjects(bed.ann(), start, "due");
    }

    private static void awaitTypes(String authorization, long after, String... types) throws Exception {
        Waiting.until("events of the types " + List.of(types), () -> {
            List<String> found = new ArrayList<>();
            try {
                bed.json(EVENTS + "?after=" + after, authorization)
                        .get("events")
                        .forEach(event -> found.add(event.get("type").asText()));
            } catch (IOException | InterruptedException problem) {
                throw new IllegalStateException(problem);
            }
            return found.equals(List.of(types));
        });
    }

    @Test
    void aStream_goesOn_andAfterItWasBrokenOffWhereItWas() throws Exception {
        long start = latest(bed.ann());
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        String id;
        try (AutoCloseable stream = stream(bed.ann(), start, lines)) {
            bed.hub().run("yecai_capture", receivable("stream-1", "C1") + ";" + receivable("stream-x", "C2"));
            id = await(lines, "id: ").substring(4);
            assertThat(await(lines, "data: ")).contains("\"subject\":\"stream-1\"", "\"specversion\":\"1.0\"");
        }
        bed.hub().run("yecai_capture", receivable("stream-2", "C1"));
        lines.clear();
        try (AutoCloseable stream = stream(bed.ann(), Long.parseLong(id), lines)) {
            assertThat(await(lines, "data: ")).contains("\"subject\":\"stream-2\"");
        }
    }

    @Test
    void aStream_endsWithItsToken() throws Exception {
        String token = ApiBed.issue(bed.hub(), "ann", "*");
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        try (AutoCloseable stream = stream("Bearer " + token, 0, lines)) {
            bed.hub().run("yecai_capture", receivable("stream-end", "C1"));
            await(lines, "data: ");
            bed.hub().run("postgres", "select hub.revoke_token('" + token.split("_")[1] + "', 'test')");
            await(lines, "END");
        }
    }

    private static AutoCloseable stream(String authorization, long after, BlockingQueue<String> lines)
            throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<java.io.InputStream> answer = client.send(
                bed.request(EVENTS, authorization)
                        .header("Accept", "text/event-stream")
                        .header("Last-Event-ID", Long.toString(after))
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        Thread reader = new Thread(() -> {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(answer.body()))) {
                text.lines().forEach(lines::add);
                lines.add("END");
            } catch (IOException | java.io.UncheckedIOException closed) {
                lines.add("END");
            }
        });
        reader.setDaemon(true);
        reader.start();
        return () -> answer.body().close();
    }

    private static String await(BlockingQueue<String> lines, String beginning) throws InterruptedException {
        long end = System.nanoTime() + Waiting.PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            String line = lines.poll(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
            if (line != null && line.startsWith(beginning)) {
                return line;
            }
        }
        throw new AssertionError("no line that begins with " + beginning);
    }

    @Test
    void positionsThatAreKeptNoLonger_areGone() throws Exception {
        bed.hub().run("yecai_capture", receivable("old-1", "C1"));
        long read = latest(bed.ann());
        bed.hub().run("yecai_capture", receivable("old-2", "C1"));
        Waiting.until("it is numbered", () -> lastPosition() > read);
        bed.hub()
                .run(
                        "postgres",
                        "update hub.event set numbered_at = clock_timestamp() - interval '40 days' where position <= "
                                + (read + 1));
        Waiting.until(
                "it is removed",
                () -> bed.hub().list("postgres", "select removed_through from hub.event_turn").stream()
                        .allMatch(removed -> Long.parseLong(removed) > read));
        assertThat(bed.get(EVENTS + "?after=" + Math.max(1, read), bed.ann()).statusCode())
                .isEqualTo(410);
        assertThat(bed.get(EVENTS + "?after=latest", bed.ann()).statusCode()).isEqualTo(200);
    }

    private static long lastPosition() throws SQLException {
        return Long.parseLong(bed.hub()
                .list("postgres", "select position from hub.event_turn")
                .get(0));
    }
}
