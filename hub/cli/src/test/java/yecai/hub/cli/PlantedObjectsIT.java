package yecai.hub.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/**
 * Functions and operators that the ERP's application and the capture's login put into the search paths of everybody who
 * connects: no command, whoever runs it, calls one of them.
 */
final class PlantedObjectsIT {
    private static final List<String> HUB_PATHS =
            List.of("public", "postgres", "dora", "yecai_migrate", "yecai_owner", "yecai_capture");
    private static final List<String> ERP_PATHS = List.of("public", "postgres", "yecai_reader");

    @TempDir
    private static Path folder;

    private static TestServer server;
    private static Path asAdmin;
    private static Path asDba;

    @BeforeAll
    static void plant() throws IOException, SQLException {
        server = TestServers.start(Role.HUB, Map.of("wal_level", "logical"));
        server.run("postgres", "create role erp_app login");
        server.run("postgres", "create database erp owner erp_app");
        execute("erp", "erp_app", """
                create schema "Books";
                create table "Books"."company-list" (code text primary key, "Name" text, currency text);
                insert into "Books"."company-list" values ('A', 'Alpha', 'CNY'), ('B', 'Beta', 'EUR')\
                """);
        Path password = Files.writeString(folder.resolve("password"), "one for all\n");
        String text = """
                hub:
                  url: jdbc:postgresql://localhost:%1$d/yecai
                  admin: {user: postgres, password: {file: %2$s}}
                  migrate: {user: yecai_migrate, password: {file: %2$s}}
                  capture: {user: yecai_capture, password: {file: %2$s}}
                %4$s
                sources:
                  tiny:
                    pack: %3$s
                    url: jdbc:postgresql://localhost:%1$d/erp
                    capture: {user: yecai_reader, password: {file: %2$s}}
                    admin: {user: postgres, password: {file: %2$s}}
                """;
        Path pack = Path.of("src/test/resources/packs/tiny").toAbsolutePath();
        asAdmin = Files.writeString(folder.resolve("admin.yml"), text.formatted(server.port(), password, pack, ""));
        asDba = Files.writeString(
                folder.resolve("dba.yml"),
                text.formatted(
                        server.port(), password, pack, "  dba: {user: dora, password: {file: " + password + "}}"));
        assertThat(run(asAdmin, "init")).matches(Run::succeeded);
        assertThat(run(asAdmin, "migrate")).matches(Run::succeeded);
        server.run("yecai", """
                create role dora login; grant yecai_dba to dora; grant connect on database yecai to dora;
                select hub.add_principal('ann', 'person', '{finance_reader}');
                select hub.grant_access('ann', 'company', 'A', null, 'accountant of A')\
                """);
        // as a hub of before would have left it, so that the search path alone has to hold
        server.run(
                "yecai",
                "grant create on database yecai to yecai_capture; grant usage on schema public to public;"
                        + " grant create on schema public to yecai_capture");
        plant("yecai", "yecai_capture", HUB_PATHS);
        plant("erp", "erp_app", ERP_PATHS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A session with the default path falls into the trap; so the counts of the other tests mean something. */
    @Test
    void trap_works_whereThePathIsNotPinned() throws Exception {
        for (String user : List.of("postgres", "dora")) {
            assertThatThrownBy(() -> execute("yecai", user, "select from pg_class as c where c.relname !~ '_batch$'"))
                    .hasMessageContaining("a planted object of " + user + " was called by " + user);
        }
        assertThatThrownBy(() -> execute("erp", "postgres", "select format('%I', r.rolname) from pg_roles as r"))
                .hasMessageContaining("a planted object of postgres was called by postgres");
        resetCalls();
    }

    static Stream<List<String>> commands() throws IOException {
        Path access = Files.writeString(folder.resolve("access.yml"), """
                roles:
                  finance_reader: {datasets: [finance.*]}
                  production_reader: {datasets: [production.*]}
                  reporting_reader: {datasets: [reporting.*]}
                principals:
                  ann:
                    kind: person
                    roles: [finance_reader]
                    scopes:
                      - {company: A, reason: accountant of A}
                      - {company: B, reason: deputy}
                  bob:
                    kind: person
                    roles: [finance_reader]
                """);
        String file = access.toString();
        return Stream.of(
                List.of("init"),
                List.of("init", "--run"),
                List.of("migrate"),
                List.of("load", "--lints", "warn"),
                List.of("check"),
                List.of("status"),
                List.of("schema"),
                List.of("parked", "list"),
                List.of("audit", "verify"),
                List.of("audit", "key", "--private", folder + "/anchor.key", "--public", folder + "/anchor.pub"),
                List.of("audit", "anchor", "--key", folder + "/anchor.key", "--out", folder + "/anchor.json"),
                List.of("access", "plan", "--file", file),
                List.of("access", "check", "--file", file),
                List.of("access", "apply", "--file", file),
                List.of("access", "import"),
                List.of("access", "lint"),
                List.of("access", "explain", "ann", "finance.receipt"),
                List.of("access", "preview", "ann", "finance.receipt"),
                List.of("access", "login", "ann"),
                List.of("token", "create", "--principal", "ann", "--label", "test"),
                List.of("token", "list"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void command_callsNothingPlanted(List<String> command) throws Exception {
        if (!command.contains("init")
                && value("yecai", "select count(*) from hub.source").equals("0")) {
            run(asAdmin, "init", "--run");
            run(asAdmin, "load", "--lints", "warn");
        }
        for (Path configuration : List.of(asAdmin, asDba)) {
            Run run = run(configuration, command.toArray(String[]::new));
            assertThat(run.err()).doesNotContain("a planted object");
            assertThat(run.exitCode()).as(run.toString()).isIn(0, 1, 2, 3, 9);
            assertThat(calls())
                    .as(command + " of " + configuration.getFileName())
                    .isEmpty();
        }
    }

    @Test
    void lint_namesWhatWasPlanted() throws Exception {
        server.run("yecai", "grant create on database yecai to yecai_capture");

        assertThat(run(asDba, "access", "lint").out())
                .contains(
                        "schema postgres is owned by yecai_capture and is not of the hub",
                        "operator postgres.!~(name,name)",
                        "yecai_capture may make schemas in it");

        server.run("yecai", "revoke create on database yecai from yecai_capture");
    }

    private static Run run(Path configuration, String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = configuration.toString();
        return Run.of(all);
    }

    private static void plant(String database, String user, List<String> schemas) throws IOException, SQLException {
        try (InputStream file = PlantedObjectsIT.class.getResourceAsStream("planted/plant.sql")) {
            String sql = new String(file.readAllBytes(), UTF_8);
            for (String schema : schemas) {
                execute(database, user, "set search_path = pg_catalog; " + sql.replace("SCHEMA", schema));
            }
        }
    }

    private static List<String> calls() throws SQLException {
        List<String> called = new java.util.ArrayList<>();
        for (String schema : HUB_PATHS) {
            called.add(value("yecai", "select 'hub, " + schema + "' from " + schema + ".calls where is_called"));
        }
        for (String schema : ERP_PATHS) {
            called.add(value("erp", "select 'ERP, " + schema + "' from " + schema + ".calls where is_called"));
        }
        called.removeIf(java.util.Objects::isNull);
        return called;
    }

    private static void resetCalls() throws SQLException {
        for (String schema : HUB_PATHS) {
            execute("yecai", "postgres", "set search_path = pg_catalog; alter sequence " + schema + ".calls restart");
        }
        for (String schema : ERP_PATHS) {
            execute("erp", "postgres", "set search_path = pg_catalog; alter sequence " + schema + ".calls restart");
        }
    }

    private static void execute(String database, String user, String sql) throws SQLException {
        try (Connection connection = server.open(database, user);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(String database, String query) throws SQLException {
        try (Connection connection = server.open(database, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = pg_catalog");
            try (ResultSet row = statement.executeQuery(query)) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }
}
