package yecai.sql.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;
import yecai.sql.Waiting;

/** Open sessions when rights shrink. The times are measured and kept in target/bench/revoke.json. */
class SessionsIT {
    private static final String COUNT = "select count(*) from finance.receipt";
    private static EmbeddedHub hub;

    @BeforeAll
    static void rows() throws SQLException {
        hub = EmbeddedHub.migrated();
        hub.run("yecai_capture", """
                insert into canon.receipt (source, entity_key, company, amount)
                select 't', n::text, 'C' || (n % 2 + 1), n from generate_series(1, 100) as n
                """);
    }

    private static long count(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private interface Withdrawal {
        void run() throws SQLException;
    }

    /** How long, and how many executions of its statement, until an open session with a prepared, generic plan sees no row. */
    private record LastRow(double seconds, int executions) {}

    private static LastRow findLastRow(Reader reader, Withdrawal withdrawal) throws SQLException {
        try (Connection session = hub.open(reader.login());
                PreparedStatement statement = session.prepareStatement(COUNT)) {
            EmbeddedHub.list(session, "set plan_cache_mode = force_generic_plan");
            for (int i = 0; i < 10; i++) {
                assertThat(count(statement)).isEqualTo(50);
            }
            long start = System.nanoTime();
            withdrawal.run();
            int[] executions = {0};
            Waiting.until("no row is seen", Duration.ofSeconds(60), () -> {
                executions[0]++;
                try {
                    return count(statement) == 0;
                } catch (SQLException denied) {
                    return true;
                }
            });
            return new LastRow((System.nanoTime() - start) / 1e9, executions[0]);
        }
    }

    /** The next execution sees what a revoke has left, and what an end has; the time is for RATIONALE.md. */
    @Test
    void preparedStatement_seesNoRowsAfterRevokeExpiryOrLossOfMembership() throws Exception {
        Reader revoked = Reader.add(hub, "s_revoked", "finance_reader").grant("company", "C1");
        LastRow revoke = findLastRow(revoked, () -> revoked.revoke("company", "C1"));
        assertThat(revoke.executions()).isEqualTo(1);

        Reader demoted = Reader.add(hub, "s_demoted", "finance_reader").grant("company", "C1");
        LastRow membership = findLastRow(
                demoted, () -> hub.run("postgres", "select hub.set_principal_roles('s_demoted', '{}', 'test')"));
        assertThat(membership.executions()).isEqualTo(1);

        Reader expired = Reader.add(hub, "s_expired", "finance_reader").grant("company", "C1");
        findLastRow(
                expired,
                () -> hub.run(
                        "postgres",
                        "update hub.scope set valid_to = clock_timestamp() + interval '1500 ms'"
                                + " where principal = 's_expired'"));
        assertThat(hub.list(
                        "postgres",
                        "select clock_timestamp() >= valid_to from hub.scope where principal = 's_expired'"))
                .containsExactly("t");
        publish("prepared_statement", Math.max(revoke.seconds(), membership.seconds()));
    }

    /** A snapshot from before the revoke is ended by the next watch, and recorded; the watch looks each second. */
    @Test
    void repeatableReadTransaction_isEnded() throws Exception {
        Reader reader = Reader.add(hub, "s_repeatable", "finance_reader").grant("company", "C1");
        try (Connection session = hub.open(reader.login());
                PreparedStatement statement = session.prepareStatement(COUNT)) {
            session.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            session.setAutoCommit(false);
            assertThat(count(statement)).isEqualTo(50);

            long start = System.nanoTime();
            reader.revoke("company", "C1");
            hub.list("postgres", "select hub.end_stale_sessions()");
            EmbeddedHub.awaitEnd(session);
            publish("repeatable_read", (System.nanoTime() - start) / 1e9);
        }
        assertThat(hub.list("postgres", "select reason from hub.session_end where login = 's_repeatable_login'"))
                .containsExactly("rights shrank during its transaction");
        assertThat(hub.list("postgres", "select longest_seconds > 0 and sessions_ended > 0 from hub.time_to_revoke"))
                .containsExactly("t");
    }

    @Test
    void openCursor_isEndedToo_andSessionsWithoutATransactionStay() throws Exception {
        Reader reader = Reader.add(hub, "s_cursor", "finance_reader").grant("company", "C1", "C2");
        try (Connection cursor = hub.open(reader.login());
                Connection quiet = hub.open(reader.login());
                var statement = cursor.createStatement()) {
            cursor.setAutoCommit(false);
            statement.execute("declare c cursor for select * from finance.receipt");
            assertThat(EmbeddedHub.list(quiet, COUNT)).containsExactly("100");

            reader.revoke("company", "C1");
            awaitEnd(cursor);

            assertThat(EmbeddedHub.list(quiet, COUNT)).containsExactly("50");
            assertThatThrownBy(() -> statement.execute("fetch all from c")).isInstanceOf(SQLException.class);
        }
    }

    /** A copy of what was read before, made when the transaction committed; no other session can tell that there is one. */
    @Test
    void cursorWithHold_hasNothingThatCameAfterItsTransaction() throws Exception {
        Reader reader = Reader.add(hub, "s_hold", "finance_reader").grant("company", "C3");
        try (Connection session = hub.open(reader.login());
                var statement = session.createStatement()) {
            String insert =
                    "insert into canon.receipt (source, entity_key, company, amount) values ('t', '%s', 'C3', 1)";
            hub.run("yecai_capture", insert.formatted("held"));
            session.setAutoCommit(false);
            statement.execute("declare c cursor with hold for select entity_key from finance.receipt");
            session.commit();
            hub.run("yecai_capture", insert.formatted("later"));
            reader.revoke("company", "C3");
            hub.list("postgres", "select hub.end_stale_sessions()");

            assertThat(EmbeddedHub.list(session, "fetch all from c")).containsExactly("held");
            assertThat(EmbeddedHub.list(session, COUNT)).containsExactly("0");
        }
    }

    /** This server admits everybody without a password, so valid until is not asked. */
    @Test
    void loginThatHasEnded_seesNoRows_howeverItGotIn_andIsEnded() throws Exception {
        Reader reader = Reader.add(hub, "s_ended", "finance_reader").grant("company", "C1");
        hub.run("postgres", "select hub.end_login('s_ended_login', now() - interval '1 hour', 'test')");

        assertThat(reader.list("select current_user")).containsExactly("s_ended");
        assertThat(reader.list(COUNT)).containsExactly("0");
        try (Connection session = hub.open(reader.login())) {
            hub.list("postgres", "select hub.end_stale_sessions()");
            EmbeddedHub.awaitEnd(session);
        }
    }

    @Test
    void plansPreparedBeforeAChangeOfRole_areMadeAgain() throws Exception {
        Reader.add(hub, "s_first", "finance_reader").grant("company", "C1");
        Reader.add(hub, "s_second", "finance_reader").grant("company", "C2");
        hub.run(
                "postgres",
                "create role s_pool login noinherit; grant s_first, s_second to s_pool;" + " grant connect on database "
                        + hub.database() + " to s_pool");
        for (String query : new String[] {
            "select string_agg(distinct company, ',') from finance.receipt",
            "with r as (select company from finance.receipt) select string_agg(distinct company, ',') from r",
            "select (select string_agg(distinct company, ',') from finance.receipt)"
        }) {
            try (Connection session = hub.open("s_pool");
                    var statement = session.createStatement()) {
                statement.execute("set role s_first; set plan_cache_mode = force_generic_plan");
                statement.execute("prepare q as " + query);
                assertThat(EmbeddedHub.list(session, "execute q")).containsExactly("C1");
                statement.execute("set role s_second");
                assertThat(EmbeddedHub.list(session, "execute q")).containsExactly("C2");
            }
        }
    }

    /** This server is not below the floor, so the test says it is. A session of before is ended even if it is idle. */
    @Test
    void serverThatKeepsPlans_losesAllSessionsOfARevokedPrincipal() throws Exception {
        EmbeddedHub old = EmbeddedHub.migrated();
        Reader revoked = Reader.add(old, "s_old_revoked", "finance_reader").grant("company", "C1");
        Reader other = Reader.add(old, "s_old_other", "finance_reader").grant("company", "C1");
        try (Connection idle = old.open(revoked.login());
                Connection others = old.open(other.login())) {
            assertThat(EmbeddedHub.list(idle, COUNT)).containsExactly("0");
            revoked.revoke("company", "C1");
            assertThat(old.list("postgres", "select hub.end_stale_sessions()")).containsExactly("0");

            old.run(
                    "postgres",
                    "create or replace function hub.server_keeps_plans() returns boolean language sql return true");
            assertThat(old.list("postgres", "select hub.end_stale_sessions()")).containsExactly("1");

            EmbeddedHub.awaitEnd(idle);
            assertThat(EmbeddedHub.list(others, COUNT)).containsExactly("0");
        }
    }

    @Test
    void rotation_keepsBothLoginsWorkingDuringTheOverlap() throws Exception {
        Reader reader = Reader.add(hub, "s_app", "finance_reader").grant("company", "C1");
        hub.run("postgres", "select hub.rotate_login('s_app_login', 's_app_next', 'secret', interval '1 day')");

        assertThat(reader.list(COUNT)).containsExactly("50");
        assertThat(hub.list("s_app_next", COUNT)).containsExactly("50");
        hub.run("postgres", "select hub.end_login('s_app_login', now(), 'overlap over')");
        assertThat(reader.list(COUNT)).containsExactly("0");
        assertThat(hub.list("s_app_next", COUNT)).containsExactly("50");
    }

    @Test
    void connectionLimit_isKept() throws Exception {
        Reader.add(hub, "s_limited", "finance_reader");
        hub.run("postgres", "select hub.add_login('s_one', 's_limited', 'secret', 'infinity', 1)");

        try (Connection first = hub.open("s_one")) {
            assertThat(EmbeddedHub.list(first, "select 1")).containsExactly("1");
            assertThatThrownBy(() -> hub.open("s_one")).hasMessageContaining("too many connections");
        }
    }

    /** Watches, as the capture does, until the session is ended. */
    private static void awaitEnd(Connection session) throws SQLException {
        Waiting.until("the session is ended", () -> {
            hub.list("postgres", "select hub.end_stale_sessions()");
            try {
                EmbeddedHub.list(session, "select 1");
                return false;
            } catch (SQLException terminated) {
                return true;
            }
        });
    }

    private static void publish(String name, double seconds) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "bench"));
        Files.writeString(
                folder.resolve("revoke-" + name + ".json"),
                String.format(Locale.ROOT, "{\"%s_seconds\": %.3f}%n", name, seconds));
    }
}
