package yecai.sql.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;

class HandlesIT {
    record Reading(String sourceName, List<String> keys, Instant takenAt, byte[] digest, Integer missing) {}

    @Test
    void records_areMappedByTheNamesOfTheirComponents() throws Exception {
        EmbeddedHub hub = EmbeddedHub.bootstrapped();

        Reading reading;
        try (var connection = hub.open("postgres")) {
            reading = Handles.with(
                    connection,
                    handle -> handle.createQuery("""
                            select 'erp' as source_name, :keys as keys, :at as taken_at, :digest as digest,
                                null::integer as missing
                            where 'b' = any (:keys)
                            """)
                            .bindArray("keys", String.class, "a", "b")
                            .bind("at", Instant.parse("2026-01-31T23:00:00Z"))
                            .bind("digest", new byte[] {0, 1})
                            .mapTo(Reading.class)
                            .one());
        }

        assertThat(reading.sourceName()).isEqualTo("erp");
        assertThat(reading.keys()).containsExactly("a", "b");
        assertThat(reading.takenAt()).isEqualTo("2026-01-31T23:00:00Z");
        assertThat(reading.digest()).containsExactly(0, 1);
        assertThat(reading.missing()).isNull();
    }

    @Test
    void handle_onAConnection_leavesItsTransactionOpen() throws Exception {
        EmbeddedHub hub = EmbeddedHub.bootstrapped();

        try (var connection = hub.open("postgres")) {
            connection.setAutoCommit(false);
            Handles.use(connection, handle -> handle.execute("create table public.kept (a integer)"));
            assertThat(connection.isClosed()).isFalse();
            assertThat(hub.list("postgres", "select to_regclass('public.kept')"))
                    .containsOnlyNulls();
            connection.commit();
        }

        assertThat(hub.list("postgres", "select to_regclass('public.kept')")).containsExactly("kept");
    }

    @Test
    void transaction_isUndoneByAnError_whichIsTheServersOwn() throws Exception {
        EmbeddedHub hub = EmbeddedHub.bootstrapped();

        try (var connection = hub.open("postgres")) {
            SQLException problem = catchThrowableOfType(
                    SQLException.class,
                    () -> Handles.useTransaction(connection, handle -> {
                        handle.execute("create table public.undone (a integer)");
                        handle.execute("select 1 from no_such_table");
                    }));

            assertThat(problem.getSQLState()).isEqualTo("42P01");
            assertThat(problem.getMessage()).startsWith("ERROR: relation \"no_such_table\"");
            assertThat(connection.getAutoCommit()).isTrue();
        }

        assertThat(hub.list("postgres", "select to_regclass('public.undone')")).containsOnlyNulls();
    }

    @Test
    void messages_doNotRepeatWhatIsBound() throws Exception {
        EmbeddedHub hub = EmbeddedHub.bootstrapped();

        try (var connection = hub.open("postgres");
                Handle handle = Handles.open(connection)) {
            JdbiException refused = catchThrowableOfType(
                    JdbiException.class,
                    () -> handle.createUpdate("insert into no_such_table values (:secret)")
                            .bind("secret", "hush")
                            .execute());
            IllegalStateException mistaken = catchThrowableOfType(
                    IllegalStateException.class,
                    () -> Handles.use(
                            connection,
                            used -> used.createUpdate("select :secret, :forgotten")
                                    .bind("secret", "hush")
                                    .execute()));

            assertThat(refused).hasMessageContaining("no_such_table").hasMessageNotContaining("hush");
            assertThat(SqlCause.message(refused)).startsWith("ERROR: relation \"no_such_table\"");
            assertThat(mistaken)
                    .hasNoCause()
                    .hasMessage("a statement of this program is wrong: " + "UnableToCreateStatementException");
            assertThat(mistaken.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(HandlesIT.class.getName()));
        }
    }

    @Test
    void rawSql_runsTextThatJdbiWouldTakeForItsOwn() throws Exception {
        EmbeddedHub hub = EmbeddedHub.bootstrapped();

        try (var connection = hub.open("postgres")) {
            Handles.use(
                    connection,
                    handle -> RawSql.execute(
                            handle,
                            "create view public.odd as select '{1}'::text[] as a, '<b>' as b, '{\"c\": 1}'::jsonb ? 'c' as c;"
                                    + " comment on view public.odd is 'it :is <what> it is?'"));
        }

        assertThat(hub.list("postgres", "select obj_description('public.odd'::regclass) || b || c from public.odd"))
                .containsExactly("it :is <what> it is?<b>true");
    }
}
