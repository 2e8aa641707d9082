package yecai.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The life of a hub on two servers, command by command, as an operator would type it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class CommandLineIT {
    @TempDir
    private static Path folder;

    private static EmbeddedPostgres erp;
    private static EmbeddedPostgres hub;
    private static Path configuration;

    @BeforeAll
    static void startServers() throws IOException, SQLException {
        erp = EmbeddedPostgres.builder()
                .setServerConfig("wal_level", "logical")
                .setServerConfig("fsync", "off")
                .start();
        hub = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        execute(erp, "create database erp");
        execute(
                erp,
                "create schema \"Books\"",
                "create table \"Books\".\"company-list\" (code text primary key, \"Name\" text, currency text, note text)",
                "insert into \"Books\".\"company-list\" values ('A', 'Alpha', 'CNY', 'secret'), ('B', 'Beta', 'EUR', null)");
        Path password = Files.writeString(folder.resolve("password"), "one for all\n");
        configuration = Files.writeString(folder.resolve("yecai.yml"), """
                hub:
                  url: jdbc:postgresql://localhost:%d/yecai
                  admin: {user: postgres, password: {file: %3$s}}
                  migrate: {user: yecai_migrate, password: {file: %3$s}}
                  capture: {user: yecai_capture, password: {file: %3$s}}
                sources:
                  tiny:
                    pack: %4$s
                    url: jdbc:postgresql://localhost:%2$d/erp
                    capture: {user: yecai_reader, password: {file: %3$s}}
                    admin: {user: postgres, password: {file: %3$s}}
                """.formatted(
                        hub.getPort(),
                        erp.getPort(),
                        password,
                        Path.of("src/test/resources/packs/tiny").toAbsolutePath()));
    }

    @AfterAll
    static void stopServers() throws IOException {
        erp.close();
        hub.close();
    }

    @Test
    @Order(1)
    void status_saysToMigrate_beforeThereAreTables() {
        assertThat(run("init").exitCode()).isZero();

        Run status = run("status");

        assertThat(status.err()).isEqualTo("yecai: the hub's database lacks its tables: run `yecai migrate`\n");
        assertThat(status.exitCode()).isEqualTo(5);
    }

    @Test
    @Order(2)
    void init_onlyPrintsWhatTheErpNeeds() throws SQLException {
        Run init = run("init");

        assertThat(init.exitCode()).isZero();
        assertThat(init.out())
                .contains("\"Books\".\"company-list\" (\"code\", \"Name\", \"currency\")", "create publication")
                .doesNotContain("one for all");
        assertThat(value(erp, "erp", "select count(*) from pg_publication")).isEqualTo("0");
    }

    @Test
    @Order(3)
    void load_saysWhatIsMissing_beforeTheErpIsSetUp() {
        run("migrate");

        Run load = run("load");

        assertThat(load.exitCode()).isEqualTo(4);
        assertThat(load.err())
                .startsWith("yecai: cannot connect")
                .contains("yecai_reader")
                .hasLineCount(1);
    }

    @Test
    @Order(4)
    void everyStep_canBeRepeated() {
        for (int time = 0; time < 2; time++) {
            assertThat(run("init", "--run")).matches(Run::succeeded);
            assertThat(run("migrate")).matches(Run::succeeded);
            assertThat(run("load")).matches(Run::succeeded);
        }
        assertThat(run("migrate").out()).contains("nothing to do");
        assertThat(run("load").out()).contains("tiny: loaded already");
    }

    @Test
    @Order(5)
    void status_showsALoadedSource() throws IOException {
        JsonNode source =
                new ObjectMapper().readTree(run("status", "--json").out()).get(0);

        assertThat(source.get("source").textValue()).isEqualTo("tiny");
        assertThat(source.get("state").textValue()).isEqualTo("ready");
        assertThat(source.get("position").textValue()).contains("/");
        assertThat(source.get("parked").intValue()).isZero();
        assertThat(run("status").out()).containsPattern("tiny +tiny +ready");
    }

    @Test
    @Order(6)
    void capture_appliesChangesUntilItIsTold_andEndsWithZero() throws Exception {
        Path log = folder.resolve("capture.log");
        Process capture = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "yecai.hub.cli.Main",
                        "capture",
                        "--config",
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            execute(erp, "update \"Books\".\"company-list\" set \"Name\" = 'Gamma' where code = 'B'");
            String name = "select name from canon.company where source = 'tiny' and entity_key = 'B'";
            Instant deadline = Instant.now().plusSeconds(120);
            while (capture.isAlive()
                    && Instant.now().isBefore(deadline)
                    && !"Gamma".equals(value(hub, "yecai", name))) {
                capture.waitFor(100, TimeUnit.MILLISECONDS);
            }
            assertThat(value(hub, "yecai", name)).as(Files.readString(log)).isEqualTo("Gamma");
            assertThat(run("status").out()).containsPattern("tiny +tiny +streaming");
        } finally {
            capture.destroy();
            if (!capture.waitFor(60, TimeUnit.SECONDS)) {
                capture.destroyForcibly();
            }
        }
        assertThat(capture.exitValue()).as(Files.readString(log)).isZero();
        assertThat(run("status").out()).containsPattern("tiny +tiny +stopped");
    }

    @Test
    @Order(7)
    void check_endsWithOne_andNamesTheRowThatDiffers() throws Exception {
        Run sound = run("check", "--json");
        JsonNode report = new ObjectMapper().readTree(sound.out()).get(0);
        assertThat(report.get("mirror_matches").booleanValue()).as(sound.out()).isTrue();
        assertThat(report.get("canonical_matches_full").booleanValue()).isTrue();

        try (Connection connection = hub.getDatabase("postgres", "yecai").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update canon.company set name = 'Delta' where source = 'tiny' and entity_key = 'A'");
        }
        Run check = run("check");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .containsPattern("the mirror equals the ERP +holds +2 rows")
                .containsPattern("the canonical tables equal their mappings +DIFFERS")
                .contains("company", "A")
                .doesNotContain("Delta", "Alpha");
    }

    @Test
    @Order(8)
    void capture_namesThePackThatChanged() throws IOException {
        Path text = configuration.resolveSibling("other.yml");
        Files.writeString(text, Files.readString(configuration).replace("pack: /", "pack: /nowhere/"));

        Run capture = Run.of("capture", "--config", text.toString());

        assertThat(capture.exitCode()).isEqualTo(3);
        assertThat(capture.err()).contains("/nowhere/").hasLineCount(1);
    }

    private static Run run(String command, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = command;
        arguments[1] = "--config";
        arguments[2] = configuration.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Run.of(arguments);
    }

    private static void execute(EmbeddedPostgres server, String... statements) throws SQLException {
        boolean create = statements[0].startsWith("create database");
        try (Connection connection = server.getDatabase("postgres", create ? "postgres" : "erp")
                        .getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String value(EmbeddedPostgres server, String database, String query) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
