package yecai.hub.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yecai.hub.cli.Run;

/** Texts that people wrote are printed as texts: never as a line of SQL, never as a command of the terminal. */
final class PrintedTextIT {
    private static final String TRAP = "1\ndrop schema hub cascade; --\u001b]0;x\u0007\u202e";

    @TempDir
    private static Path folder;

    private static AccessBed bed;

    @BeforeAll
    static void start() throws Exception {
        bed = AccessBed.in(folder);
        bed.execute("postgres", "select hub.add_principal('bob', 'person', '{finance_reader}')");
        // a hub of before took such a value
        bed.execute("postgres", "alter table hub.scope disable trigger bounded_value");
        bed.execute("postgres", "select hub.grant_access('bob', 'company', '" + TRAP + "', null, 'why " + TRAP + "')");
        bed.execute("postgres", "alter table hub.scope enable trigger bounded_value");
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    @Test
    void plan_printsNoLineThatIsNotItsOwn_andCanBeRun() throws Exception {
        Path file = Files.writeString(folder.resolve("access.yml"), """
                roles:
                  finance_reader: {datasets: [finance.*]}
                  production_reader: {datasets: [production.*]}
                  reporting_reader: {datasets: [reporting.*]}
                principals:
                  bob: {kind: person, roles: [finance_reader]}
                """);

        Run plan = bed.run("access", "plan", "--no-counts", "--file", file.toString());

        assertThat(plan.err()).isEmpty();
        assertThat(plan.out())
                .startsWith("set search_path = pg_catalog, pg_temp;\n")
                .contains("drop schema hub cascade");
        assertThat(plan.out().lines())
                .allMatch(line -> line.matches("--.*|select hub\\..*;|set search_path = pg_catalog, pg_temp;"));
        assertPlain(plan.out());
        try (var connection = bed.open("dora");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(plan.out());
            try (var rows = connection
                    .createStatement()
                    .executeQuery(
                            "select count(*) from hub.scope where principal = 'bob' and valid_to > clock_timestamp()")) {
                rows.next();
                assertThat(rows.getInt(1)).isZero();
            }
            connection.rollback();
        }
    }

    @Test
    void import_writesWhatCanBeReadBack() throws Exception {
        Run imported = bed.run("access", "import");
        assertPlain(imported.out());
        Path file = Files.writeString(folder.resolve("imported.yml"), imported.out());

        assertThat(bed.run("access", "plan", "--file", file.toString()).out()).isEqualTo("-- nothing to do\n");
    }

    @Test
    void explain_check_andPreview_showControlCharactersAsCodes() {
        Run explain = bed.run("access", "explain", "bob", "finance.receipt");
        assertThat(explain.out()).contains("\\u001b");
        assertPlain(explain.out());
        assertPlain(bed.run("access", "preview", "bob", "finance.receipt").out());
        Run failed = bed.run("access", "preview", "b\u001b]0;x\u0007", "finance.receipt");
        assertThat(failed.exitCode()).isNotZero();
        assertPlain(failed.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1\n2", "1\u001b[2J", "1\u009b", "1\u2028", "1\u202e2"})
    void value_withAControlCharacter_isRefused(String value) {
        assertThatThrownBy(() -> bed.execute(
                        "postgres", "select hub.grant_access('bob', 'company', '" + value + "', null, 'r')"))
                .hasMessageContaining("no control characters");
        assertThatThrownBy(() -> bed.execute(
                        "postgres",
                        "select hub.request_access('bob', 'company', '" + value + "', now() + interval '1 hour', 'r')"))
                .hasMessageContaining("no control characters");
    }

    @Test
    void texts_haveALongestLength() throws Exception {
        assertThatThrownBy(() -> bed.execute(
                        "postgres", "select hub.grant_access('bob', 'company', repeat('9', 101), null, 'r')"))
                .hasMessageContaining("at most 100 characters");
        assertThatThrownBy(
                        () -> bed.execute(
                                "postgres",
                                "select hub.request_access('bob', 'company', 'C1', now() + interval '1 hour', repeat('r', 1001))"))
                .hasMessageContaining("a reason of 1001 characters is refused");
        bed.execute(
                "postgres",
                "select hub.request_access('bob', 'company', repeat('9', 100), now() + interval '1 hour', repeat('r', 1000))");
    }

    private static void assertPlain(String printed) {
        assertThat(printed.replace("\n", "").codePoints())
                .noneMatch(code -> Character.isISOControl(code) || Character.getType(code) == Character.FORMAT);
    }
}
