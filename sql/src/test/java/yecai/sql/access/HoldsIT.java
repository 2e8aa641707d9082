package yecai.sql.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Promise;
import yecai.sql.Reader;
import yecai.sql.Waiting;

/** Nothing that governance or the capture waits for can be held by a reader. */
class HoldsIT {
    private static final String ENTRY = """
            select hub.record_access('[{"happened_at": "2026-11-28T10:00:00Z", "principal": "p", "credential": "c",
                "correlation": "1", "action": "read", "dataset": "finance.receipt", "request": "", "outcome": "ok",
                "returned_rows": 1}]')
            """;
    private static EmbeddedHub hub;

    @BeforeAll
    static void migrate() throws SQLException {
        hub = EmbeddedHub.migrated();
    }

    @Test
    void advisoryLocksAndLargeObjects_areClosedToReaders() throws Exception {
        Reader reader = Reader.add(hub, "holds_denied", "finance_reader");

        for (String attempt : new String[] {
            "select pg_advisory_lock(1)",
            "select pg_try_advisory_xact_lock_shared(1, 2)",
            "select lo_create(0)",
            "select lo_from_bytea(0, 'x')",
            "select pg_logical_emit_message(false, 'x', repeat('y', 1000))",
            "begin; lock table hub.audit_gate in exclusive mode",
            "begin; lock table hub.data_access_gate in access share mode",
            "select from hub.hold for update",
            "select hub.try_hold('demo', 'capture')",
            "begin; lock table hub.schema_history in access share mode",
            "create type hub.migrating as enum ()"
        }) {
            assertThatThrownBy(() -> reader.list(attempt)).as(attempt).hasMessageContaining("permission denied");
        }
        for (String other : new String[] {"postgres", "template1"}) {
            assertThatThrownBy(() -> EmbeddedHub.existing(other).open(reader.login()))
                    .hasMessageContaining("permission denied for database");
        }
    }

    @Test
    void advisoryLocksOfAReader_delayNeitherRevokesNorTheJournalNorAMigrationNorTheCapture() throws Exception {
        Reader reader = Reader.add(hub, "holds_all", "finance_reader").grant("company", "C1");
        // As on a hub whose administrator is no superuser.
        hub.run("postgres", "grant execute on function pg_advisory_lock(bigint) to holds_all");
        try (Connection holder = hub.open(reader.login())) {
            EmbeddedHub.list(
                    holder,
                    "select pg_advisory_lock(hashtextextended('yecai.' || lock, 0))::text"
                            + " from unnest('{audit,data_access,migrate,source.s9,check.s9}'::text[]) as lock");

            hub.run(
                    "postgres",
                    "set statement_timeout = '10min'; select hub.revoke_access('holds_all', 'company', 'C1', 'test')");
            hub.run("yecai_api", "set statement_timeout = '10min'; " + ENTRY);
            assertThat(hub.migrator().migrate().migrations()).isZero();
            for (String purpose : new String[] {"capture", "check"}) {
                assertThat(hub.list("yecai_capture", "select hub.try_hold('s9', '" + purpose + "')"))
                        .containsExactly("t");
            }
        }
        hub.run("postgres", "revoke execute on function pg_advisory_lock(bigint) from holds_all");
    }

    @Test
    void transactionOfAReader_thatIsIdleOrLastsTooLong_isEnded() throws Exception {
        Reader reader = Reader.add(hub, "holds_open", "finance_reader");
        for (String rule : new String[] {"longest_idle_transaction", "longest_transaction"}) {
            String before = hub.list("postgres", "select value from hub.setting where name = '" + rule + "'")
                    .get(0);
            try (Connection holder = hub.open(reader.login())) {
                holder.setAutoCommit(false);
                EmbeddedHub.list(
                        holder, "set idle_in_transaction_session_timeout = 0; select count(*) from finance.receipt");
                hub.list("postgres", "select hub.end_stale_sessions()");
                EmbeddedHub.list(holder, "select 1");

                hub.run("postgres", "update hub.setting set value = '0' where name = '" + rule + "'");
                hub.list("postgres", "select hub.end_stale_sessions()");

                EmbeddedHub.awaitEnd(holder);
            }
            hub.run("postgres", "update hub.setting set value = '" + before + "' where name = '" + rule + "'");
        }
        assertThat(reader.list("show idle_in_transaction_session_timeout")).containsExactly("10min");
    }

    private static String request(String reader) {
        return "select hub.request_access('" + reader + "', 'company', 'C1', now() + interval '1 day', 'mine')";
    }

    /** A request is audited, and who writes the audit waits for the one before: until the end of its transaction. */
    @Test
    void requestThatAReaderLeavesOpen_delaysNoRevoke() throws Exception {
        Reader reader = Reader.add(hub, "holds_audit", "finance_reader").grant("company", "C1");
        try (Connection holder = hub.open(reader.login())) {
            holder.setAutoCommit(false);
            EmbeddedHub.list(holder, request("holds_audit"));

            hub.run(
                    "postgres",
                    "set statement_timeout = '10min'; select hub.revoke_access('holds_audit', 'company', 'C1', 'test')");

            EmbeddedHub.awaitEnd(holder);
            Promise.within(
                    Duration.ofSeconds(5),
                    "the end of a session that held the audit",
                    Duration.ofMillis(Long.parseLong(hub.list("postgres", """
                            select ceil(1000 * extract(epoch from ended_at - rights_shrank_at))::bigint from hub.session_end
                            where login = 'holds_audit_login' order by ended_at
                            """).get(0))));
        }
        assertThat(hub.list("postgres", "select reason from hub.session_end where login = 'holds_audit_login'"))
                .containsExactly("held the audit");
    }

    @Test
    void approvalThatIsLeftOpen_delaysNoRevoke() throws Exception {
        Reader reader = Reader.add(hub, "holds_asker", "finance_reader").grant("company", "C2");
        hub.run(
                "postgres",
                "create role holds_approver login; grant yecai_approver to holds_approver; grant connect on database "
                        + hub.database() + " to holds_approver");
        String asked = reader.list(request("holds_asker")).get(0);
        try (Connection holder = hub.open("holds_approver")) {
            holder.setAutoCommit(false);
            EmbeddedHub.list(holder, "select hub.approve_access(" + asked + ", 'fine')");

            hub.run(
                    "postgres",
                    "set statement_timeout = '10min'; select hub.revoke_access('holds_asker', 'company', 'C2', 'test')");

            EmbeddedHub.awaitEnd(holder);
        }
    }

    /** A role may alter itself, and so hold itself until its transaction ends. */
    @Test
    void loginThatHoldsItself_isEndedAndDroppedNevertheless() throws Exception {
        Reader.add(hub, "holds_self", "finance_reader");
        hub.run("postgres", "select hub.add_login('holds_second', 'holds_self', 'secret')");
        for (String task : new String[] {
            "select hub.end_login('holds_second', now(), 'test')", "select hub.drop_login('holds_self_login')"
        }) {
            String login = task.contains("second") ? "holds_second" : "holds_self_login";
            try (Connection holder = hub.open(login)) {
                holder.setAutoCommit(false);
                EmbeddedHub.list(holder, "set role none; alter role " + login + " password 'another'");

                hub.run("postgres", "set statement_timeout = '10min'; " + task);

                EmbeddedHub.awaitEnd(holder);
            }
        }
    }

    /** Also where nobody watches: whoever changes such a row waits for the audit first, and ends who holds it. */
    @Test
    void rowThatAReaderHolds_isFreeOnceSomebodyHasWaitedForIt() throws Exception {
        Reader reader = Reader.add(hub, "holds_row", "finance_reader");
        String request = reader.list(request("holds_row")).get(0);
        try (Connection holder = hub.open(reader.login());
                Connection quiet = hub.open(reader.login())) {
            holder.setAutoCommit(false);
            EmbeddedHub.list(holder, "select hub.cancel_request(" + request + ")");
            EmbeddedHub.list(quiet, "begin; select count(*) from finance.receipt");
            var waiting = CompletableFuture.runAsync(() -> {
                try {
                    hub.run(
                            "postgres",
                            "set statement_timeout = '10min'; update hub.access_request set state = 'lapsed' where request = "
                                    + request);
                } catch (SQLException problem) {
                    throw new IllegalStateException(problem);
                }
            });
            Waiting.until("the row is free", waiting::isDone);
            waiting.join();
            EmbeddedHub.awaitEnd(holder);
            assertThat(EmbeddedHub.list(quiet, "select 1")).containsExactly("1");
        }
    }

    @Test
    void viewThatAReaderHolds_delaysNoMigration() throws Exception {
        Reader reader = Reader.add(hub, "holds_view", "finance_reader").grant("company", "C1");
        hub.run("postgres", "update hub.view_set set checksum = 'of before'");
        try (Connection holder = hub.open(reader.login())) {
            EmbeddedHub.list(holder, "begin; select count(*) from finance.receipt");

            assertThat(hub.migrator().migrate().viewsInstalled()).isTrue();

            EmbeddedHub.awaitEnd(holder);
        }
    }

    @Test
    void requestsOfAReader_areBounded() throws Exception {
        Reader reader = Reader.add(hub, "holds_many", "finance_reader");
        Reader other = Reader.add(hub, "holds_few", "finance_reader");
        String many = "do $$ begin for n in 1 .. %d loop perform hub.cancel_request(hub.request_access('holds_many',"
                + " 'company', 'C' || n, now() + interval '1 day', 'x')); end loop; end $$";
        reader.list(many.formatted(50));

        assertThatThrownBy(() -> reader.list(many.formatted(1))).hasMessageContaining("has made 50 in a day");
        assertThat(other.list(request("holds_few"))).hasSize(1);
    }

    @Test
    void scopeOfSomebodyElse_isNotRenewed_norTold() throws Exception {
        Reader owner = Reader.add(hub, "holds_scope", "finance_reader").grant("company", "C1");
        Reader nosy = Reader.add(hub, "holds_nosy", "finance_reader");
        String scope = hub.list("postgres", "select scope from hub.scope where principal = 'holds_scope'")
                .get(0);
        String renew = "select hub.renew_access(%s, now() + interval '1 day', 'x')";
        assertThat(nosy.list(renew.formatted(scope))).containsOnlyNulls();
        assertThat(nosy.list(renew.formatted("999999"))).containsOnlyNulls();
        assertThat(owner.list(renew.formatted(scope))).doesNotContainNull();
    }

    @Test
    void hold_isOfOneConnection_namesIt_andEndsWithIt() throws Exception {
        String take = "select hub.try_hold('s1', 'capture')";
        try (Connection second = hub.open("yecai_capture")) {
            try (Connection first = hub.open("yecai_capture")) {
                assertThat(EmbeddedHub.list(first, "set application_name = 'the first'; " + take))
                        .containsExactly("t");
                assertThat(EmbeddedHub.list(first, take)).containsExactly("t");
                assertThat(EmbeddedHub.list(second, take)).containsExactly("f");
                assertThat(EmbeddedHub.list(second, "select hub.holder('s1', 'capture')"))
                        .first()
                        .asString()
                        .startsWith("the first (process ");
                assertThat(EmbeddedHub.list(second, "select hub.try_hold('s1', 'check')"))
                        .containsExactly("t");
            }
            Waiting.until(
                    "the hold is free", () -> EmbeddedHub.list(second, take).equals(List.of("t")));
        }
    }

    @Test
    void processNumberThatCameAgain_isNotTakenForTheHolder() throws Exception {
        try (Connection first = hub.open("yecai_capture");
                Connection stranger = hub.open("postgres");
                Connection later = hub.open("yecai_capture")) {
            EmbeddedHub.list(first, "select hub.try_hold('s2', 'capture')");
            for (Connection other : new Connection[] {stranger, later}) {
                String process =
                        EmbeddedHub.list(other, "select pg_backend_pid()").get(0);
                hub.run("postgres", "update hub.hold set process = " + process + " where source = 's2'");
                assertThat(hub.list("yecai_capture", "select hub.try_hold('s2', 'capture')"))
                        .containsExactly("t");
                EmbeddedHub.list(first, "select hub.try_hold('s2', 'capture')");
            }
        }
    }
}
