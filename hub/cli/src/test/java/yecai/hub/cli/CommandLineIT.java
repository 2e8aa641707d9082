package yecai.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import yecai.sql.StepsBefore;
import yecai.sql.Waiting;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/** The life of a hub on two servers, command by command, as an operator would type it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StepsBefore.class)
final class CommandLineIT {
    @TempDir
    private static Path folder;

    private static TestServer erp;
    private static TestServer hub;
    private static Path configuration;

    @BeforeAll
    static void startServers() throws IOException, SQLException {
        erp = TestServers.start(Role.ERP, Map.of("wal_level", "logical"));
        hub = TestServers.start(Role.HUB, Map.of());
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
                        hub.port(),
                        erp.port(),
                        password,
                        Path.of("src/test/resources/packs/tiny").toAbsolutePath()));
    }

    @AfterAll
    static void stopServers() {
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
        assertThat(source.get("erp_log_kept_bytes").longValue()).isNotNegative();
        assertThat(source.get("warning").isNull()).isTrue();
        Run status = run("status");
        assertThat(status.out())
                .containsPattern("tiny +tiny +ready")
                .contains("tiny: no process captures it: run `yecai capture --source tiny`");
        assertThat(status.exitCode()).isEqualTo(9);
    }

    /** The figures that alerts and dashboard are made of. */
    private static Set<String> monitored(String pattern) throws IOException {
        Path monitoring = Path.of("../../ops/monitoring");
        return Pattern.compile(pattern)
                .matcher(Files.readString(monitoring.resolve("alerts.yml"))
                        + Files.readString(monitoring.resolve("dashboard.json")))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private static void assertHealthAndMetrics(String log, String figure) throws Exception {
        Matcher address = Pattern.compile("health and metrics at (http://\\S+)").matcher(log);
        assertThat(address.find()).as(log).isTrue();
        HttpClient client = HttpClient.newHttpClient();
        for (String path : List.of("/health/live", "/health/ready", "/metrics")) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(address.group(1) + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            if (path.equals("/metrics")) {
                assertThat(answer.body())
                        .contains(figure, "yecai_capture_parked_documents{source=\"tiny\"} 0.0")
                        .contains("# HELP yecai_capture_lag_seconds Age of the newest commit");
                assertThat(monitored("yecai_capture_[a-z_]+"))
                        .hasSizeGreaterThan(8)
                        .allSatisfy(name -> assertThat(answer.body()).contains(name + "{source="));
            }
        }
    }

    @Test
    @Order(6)
    void capture_appliesChangesUntilItIsTold_andEndsWithZero() throws Exception {
        Path log = folder.resolve("capture.log");
        Path metrics = folder.resolve("metrics.prom");
        Process capture = Run.start(
                log,
                "capture",
                "--standby",
                "--metrics",
                metrics.toString(),
                "--admin",
                "127.0.0.1:0",
                "--config",
                configuration.toString());
        try {
            Waiting.until("a capture", () -> !capture.isAlive() || run("status").exitCode() == 0);
            execute(erp, "update \"Books\".\"company-list\" set \"Name\" = 'Gamma' where code = 'B'");
            String name = "select name from canon.company where source = 'tiny' and entity_key = 'B'";
            Waiting.until(
                    "the hub shows the new name or the capture ends",
                    () -> !capture.isAlive() || "Gamma".equals(value(hub, "yecai", name)));
            assertThat(value(hub, "yecai", name)).as(Files.readString(log)).isEqualTo("Gamma");
            Run second = run("capture");
            assertThat(second.exitCode()).as(second.err()).isEqualTo(8);
            assertThat(second.err()).contains("is already being captured by yecai capture tiny", "--standby");
            try (Connection standby = hub.open("yecai", "yecai_capture");
                    Statement statement = standby.createStatement()) {
                statement.execute("set application_name = 'somebody'; select hub.take_lead('tiny', 'standby', null)");
                assertThat(run("status").out())
                        .containsPattern("tiny +tiny +streaming")
                        .containsPattern("tiny: captured by yecai capture tiny.*; standby: somebody \\(process");
            }
            String figure = "yecai_capture_erp_log_kept_bytes{source=\"tiny\"} ";
            Waiting.until("figures", () -> Files.readString(metrics).contains(figure));
            String lag = "yecai_capture_lag_seconds{source=\"tiny\"} ";
            Waiting.until(
                    "figures that only the hub knows",
                    () -> Files.readString(metrics).matches("(?s).*" + Pattern.quote(lag) + "\\d.*"));
            assertHealthAndMetrics(Files.readString(log), lag);
        } finally {
            capture.destroy();
            if (!capture.waitFor(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                capture.destroyForcibly();
            }
        }
        assertThat(capture.exitValue()).as(Files.readString(log)).isZero();
        assertThat(run("status").out()).containsPattern("tiny +tiny +stopped");
    }

    @Test
    @Order(6)
    void status_tellsADeadCaptureFromALiveOne() throws Exception {
        Path log = folder.resolve("killed.log");
        Process capture = Run.start(log, "capture", "--config", configuration.toString());
        try {
            Waiting.until(
                    "a capture", () -> !capture.isAlive() || run("status").out().contains("streaming"));
            assertThat(run("status")).as(Files.readString(log)).matches(Run::succeeded);
            signal("-STOP", capture);
            Waiting.until("silence", () -> run("status").exitCode() == 9);
            assertThat(run("status").out())
                    .containsPattern("its capture \\(yecai capture tiny.*\\) has said nothing for");
            signal("-CONT", capture);
            Waiting.until("a sign of life", () -> run("status").exitCode() == 0);
        } finally {
            capture.destroyForcibly();
        }
        Waiting.until("its session's end", () -> run("status").exitCode() == 9);
        JsonNode source =
                new ObjectMapper().readTree(run("status", "--json").out()).get(0);
        assertThat(source.get("state").textValue()).isEqualTo("streaming");
        assertThat(source.get("captured_by").isNull()).isTrue();
        assertThat(source.get("not_captured").textValue())
                .startsWith("no process captures it, although it was streaming: the capture was killed");
    }

    private static void signal(String signal, Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    @Order(7)
    void check_endsWithOne_andNamesTheRowThatDiffers() throws Exception {
        Run sound = run("check", "--json");
        JsonNode report = new ObjectMapper().readTree(sound.out()).get(0);
        assertThat(report.get("mirror_matches").booleanValue()).as(sound.out()).isTrue();
        assertThat(report.get("canonical_matches_full").booleanValue()).isTrue();

        String holds = run("status").out();
        assertThat(holds).as(sound.out()).contains("tiny: checked at ");
        assertThat(new ObjectMapper()
                        .readTree(run("status", "--json").out())
                        .get(0)
                        .get("checked_at")
                        .textValue())
                .contains("T");

        hub.run("yecai", "update canon.company set name = 'Delta' where source = 'tiny' and entity_key = 'A'");
        Run check = run("check");

        assertThat(run("status").out())
                .containsPattern("tiny: checked at .* differences, see `yecai check`\n(  .*\n)*  .*company.*")
                .doesNotContain("Delta", "Alpha");
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .containsPattern("the mirror equals the ERP +holds +2 rows")
                .containsPattern("the canonical tables equal their mappings +DIFFERS")
                .contains("company", "A")
                .doesNotContain("Delta", "Alpha");
    }

    @Test
    @Order(8)
    void reconcile_findsWhatDiffers_andRepairsIt() throws Exception {
        assertThat(run("reconcile")).matches(Run::succeeded);
        assertThat(run("status").out())
                .doesNotContain("differ from the ERP")
                .contains("were compared with the ERP since");
        hub.run("yecai", "update erp_tiny.company_list set currency = 'XXX' where code = 'A'");

        Run found = run("reconcile", "--share", "50");
        assertThat(found.exitCode()).as(found.err()).isEqualTo(1);
        assertThat(found.out())
                .containsPattern("Books.company-list +2 +1 +1 +1 +0 +0 +DIFFERS")
                .doesNotContain("XXX");
        assertThat(run("status").out()).contains("tiny: 1 tables differ from the ERP", "yecai reconcile --repair");

        assertThat(run("reconcile", "--repair", "Books.company-list", "--source", "tiny")
                        .out())
                .containsPattern("Books.company-list +2 +1 +1 +1 +0 +0 +repaired");
        JsonNode table =
                new ObjectMapper().readTree(run("reconcile", "--json").out()).get(0);
        assertThat(table.get("equal").booleanValue()).isTrue();
        assertThat(run("status").out()).doesNotContain("differ from the ERP");
        assertThat(run("reconcile", "--share", "0").exitCode()).isEqualTo(2);
        assertThat(run("reconcile", "Books.nothing").err()).contains("captures no table Books.nothing");
    }

    @Test
    @Order(9)
    void capture_namesThePackThatChanged() throws IOException {
        Path text = configuration.resolveSibling("other.yml");
        Files.writeString(text, Files.readString(configuration).replace("pack: /", "pack: /nowhere/"));

        Run capture = Run.of("capture", "--config", text.toString());

        assertThat(capture.exitCode()).isEqualTo(3);
        assertThat(capture.err()).contains("/nowhere/").hasLineCount(1);
    }

    /** A published column could neither be retyped nor dropped. */
    @Test
    @Order(9)
    void upgrade_opensAWindowForTheErpsOwnUpgrade_andRepairsWhatWasInIt() throws Exception {
        assertThat(run("upgrade", "begin", "tiny").out()).contains("alter publication %I drop table");
        assertThat(value(erp, "erp", "select count(*) from pg_publication_rel")).isEqualTo("1");
        assertThat(run("upgrade", "begin", "tiny", "--run")).matches(Run::succeeded);
        assertThat(value(erp, "erp", "select count(*) from pg_publication_rel")).isEqualTo("0");
        execute(
                erp,
                "insert into \"Books\".\"company-list\" values ('D', 'Delta', 'USD', null)",
                "update \"Books\".\"company-list\" set \"Name\" = 'Beta 2' where code = 'B'");

        Run sameForm = run("upgrade", "end", "tiny", "--run");

        assertThat(sameForm).matches(Run::succeeded);
        assertThat(sameForm.out()).contains("repaired").doesNotContain("again", "stays paused");
        assertThat(value(
                        hub,
                        "yecai",
                        "select string_agg(name, ', ' order by name) from canon.company where source = 'tiny'"))
                .endsWith("Beta 2, Delta");
        assertThat(value(
                        hub,
                        "yecai",
                        "select concat(detail ->> 'requested_by', detail ->> 'changed', detail ->> 'missing')"
                                + " from hub.audit where action = 'repair' order by audit desc limit 1"))
                .isEqualTo("yecai upgrade end11");
        assertThat(value(hub, "yecai", "select table_state from hub.source_table"))
                .isEqualTo("following");

        assertThat(run("upgrade", "begin", "tiny", "--run")).matches(Run::succeeded);
        execute(
                erp,
                "alter table \"Books\".\"company-list\" alter currency type varchar(3)",
                "alter table \"Books\".\"company-list\" drop column note",
                "insert into \"Books\".\"company-list\" values ('C', 'Upgraded', 'USD')");

        Run tooEarly = run("upgrade", "end", "tiny");
        assertThat(tooEarly.exitCode()).isEqualTo(4);
        assertThat(tooEarly.out()).contains("alter publication");
        assertThat(tooEarly.err()).contains("yecai upgrade end tiny");

        Run otherForm = run("upgrade", "end", "tiny", "--run");

        assertThat(otherForm).matches(Run::succeeded);
        assertThat(otherForm.out()).contains("other types", "copying Books.company-list again");
        assertThat(value(hub, "yecai", "select name from canon.company where source = 'tiny' and entity_key = 'C'"))
                .isEqualTo("Upgraded");
        assertThat(value(hub, "yecai", "select table_state from hub.source_table"))
                .isEqualTo("following");
    }

    @Test
    @Order(10)
    void upgrade_ofASourceThatIsNotThere_namesThoseThatAre() {
        Run upgrade = run("upgrade", "begin", "nowhere");

        assertThat(upgrade.exitCode()).isEqualTo(2);
        assertThat(upgrade.err()).contains("no source `nowhere`", "tiny");
    }

    private static Run run(String command, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = command;
        arguments[1] = "--config";
        arguments[2] = configuration.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Run.of(arguments);
    }

    private static void execute(TestServer server, String... statements) throws SQLException {
        boolean create = statements[0].startsWith("create database");
        try (Connection connection = server.open(create ? "postgres" : "erp", "postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String value(TestServer server, String database, String query) throws SQLException {
        try (Connection connection = server.open(database, "postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
