package yecai.sql.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;
import yecai.sql.Waiting;
import yecai.sql.connection.ConnectionOpener;
import yecai.sql.connection.FreePort;
import yecai.sql.connection.Pooler;
import yecai.sql.error.YecaiException;

/** A service behind pgbouncer in transaction mode, as the runbook of BI tools says. Skipped where pgbouncer is not installed. */
class PgbouncerIT {
    private static final String COMPANIES = "select string_agg(distinct company, ',') from finance.receipt";

    @TempDir
    private static Path folder;

    private static EmbeddedHub hub;
    private static final List<Process> RUNNING = new ArrayList<>();

    @BeforeAll
    static void service() throws SQLException {
        assumeThat(program()).as("pgbouncer is not installed").isNotEmpty();
        hub = EmbeddedHub.migrated();
        hub.run("yecai_capture", """
                insert into canon.receipt (source, entity_key, company, amount)
                select 't', n::text, 'C' || (n % 3 + 1), n from generate_series(1, 90) as n
                """);
        Reader.add(hub, "bouncer_ann", "finance_reader").grant("company", "C1");
        Reader.add(hub, "bouncer_bob", "finance_reader").grant("company", "C2");
        hub.run("postgres", """
                select hub.add_principal('bouncer_tool', 'service', '{}');
                select hub.add_login('bouncer_tool_1', 'bouncer_tool', 'secret');
                select hub.let_act_as('bouncer_tool', 'bouncer_ann', 'reports');
                select hub.let_act_as('bouncer_tool', 'bouncer_bob', 'reports')
                """);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        for (Process process : RUNNING) {
            process.destroy();
            process.waitFor();
        }
    }

    private static String program() {
        return Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse("");
    }

    /** Starts one with two connections to the hub and returns its address. */
    private static String bouncer(String reset) throws Exception {
        URI server = URI.create(hub.url().substring("jdbc:".length()));
        int port = FreePort.find();
        Path users = Files.writeString(folder.resolve("users" + port), "\"bouncer_tool_1\" \"\"\n");
        Path settings = Files.writeString(folder.resolve("bouncer" + port), """
                [databases]
                hub = host=%s port=%d dbname=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = trust
                auth_file = %s
                pool_mode = transaction
                default_pool_size = 2
                ignore_startup_parameters = extra_float_digits
                %s
                """.formatted(
                        server.getHost(), server.getPort(), hub.database(), port, users, reset));
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // it refuses to run as root
            folder.toFile().setExecutable(true, false);
            settings.toFile().setReadable(true, false);
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(program(), settings.toString()));
        Path log = folder.resolve("log" + port);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        RUNNING.add(process);
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/hub?prepareThreshold=0&preferQueryMode=simple";
        Waiting.until("pgbouncer answers", () -> {
            if (!process.isAlive()) {
                throw new AssertionError("pgbouncer has ended: " + Files.readString(log));
            }
            try (Connection client = open(url)) {
                return !EmbeddedHub.list(client, "select 1").isEmpty();
            } catch (SQLException notYet) {
                return false;
            }
        });
        return url;
    }

    private static Connection open(String url) throws SQLException {
        return DriverManager.getConnection(url, "bouncer_tool_1", "");
    }

    private static String as(String principal) {
        return "begin; set local role " + principal + "; " + COMPANIES;
    }

    private static void seesNothing(Connection client) throws SQLException {
        try {
            assertThat(EmbeddedHub.list(client, COMPANIES)).containsOnlyNulls();
        } catch (SQLException denied) {
            assertThat(denied.getMessage()).contains("permission denied");
        }
    }

    @Test
    void clientsOfOnePool_seeWhatTheirTransactionsPrincipalSees_andNothingWithoutOne() throws Exception {
        String url = bouncer("server_reset_query = discard all\nserver_reset_query_always = 1");
        try (Connection ann = open(url);
                Connection bob = open(url);
                Connection nobody = open(url)) {
            for (int turn = 0; turn < 10; turn++) {
                assertThat(EmbeddedHub.list(ann, as("bouncer_ann"))).containsExactly("C1");
                assertThat(EmbeddedHub.list(bob, as("bouncer_bob"))).containsExactly("C2");
                EmbeddedHub.list(ann, "commit");
                EmbeddedHub.list(bob, turn % 2 == 0 ? "commit" : "rollback");
                seesNothing(nobody);
                // without `local` it lasts until the end of the transaction, which is that of the statement here
                EmbeddedHub.list(ann, "set role bouncer_ann");
                EmbeddedHub.list(bob, "set role bouncer_bob");
                seesNothing(nobody);
            }
        }
    }

    /** Why the runbook asks for the reset: without it the next client has the role of the one before. */
    @Test
    void roleThatIsSetForTheSession_staysForTheNextClient_whereNothingResetsIt() throws Exception {
        String url = bouncer("");
        try (Connection ann = open(url);
                Connection next = open(url)) {
            EmbeddedHub.list(ann, "set role bouncer_ann");
            assertThat(EmbeddedHub.list(next, COMPANIES)).containsExactly("C1");
        }
    }

    /** Whoever captures, migrates or serves needs sessions of its own; whatever the pooler does with what it does not know. */
    @Test
    void programsOwnConnections_areRefusedByName() throws Exception {
        Properties login = new Properties();
        login.setProperty("user", "bouncer_tool_1");
        String strict = bouncer("");
        assertThatThrownBy(() -> ConnectionOpener.open(strict, login))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        problem -> assertThat(Pooler.isNamedBy(problem)).isTrue());
        String lenient = bouncer("ignore_startup_parameters = extra_float_digits,search_path");
        try (Connection pooled = ConnectionOpener.open(lenient, login)) {
            assertThatThrownBy(() -> Pooler.requireNone(pooled, lenient))
                    .isInstanceOf(YecaiException.class)
                    .hasMessageContaining("connection pooler such as pgbouncer")
                    .hasMessageContaining("as hub.url");
        }
        try (Connection direct = ConnectionOpener.open(hub.url(), login)) {
            Pooler.requireNone(direct, hub.url());
        }
    }

    @Test
    void endOfActing_reachesThePoolsConnections() throws Exception {
        String url = bouncer("server_reset_query = discard all\nserver_reset_query_always = 1");
        hub.run("postgres", """
                select hub.add_principal('bouncer_leaver', 'person', '{finance_reader}');
                select hub.grant_access('bouncer_leaver', 'company', 'C3', null, 'test');
                select hub.let_act_as('bouncer_tool', 'bouncer_leaver', 'reports')
                """);
        try (Connection client = open(url);
                Connection other = open(url)) {
            assertThat(EmbeddedHub.list(client, as("bouncer_leaver"))).containsExactly("C3");

            hub.run("postgres", "select hub.forbid_acting_as('bouncer_tool', 'bouncer_leaver', 'left')");
            hub.list("postgres", "select hub.end_stale_sessions()");

            assertThatThrownBy(() -> EmbeddedHub.list(client, COMPANIES)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> EmbeddedHub.list(other, as("bouncer_leaver")))
                    .hasMessageContaining("permission denied");
            EmbeddedHub.list(other, "rollback");
            assertThat(EmbeddedHub.list(other, as("bouncer_ann"))).containsExactly("C1");
        }
    }
}
