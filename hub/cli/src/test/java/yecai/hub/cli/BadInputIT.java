package yecai.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.cdc.Capture;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.sql.pack.PackLoader;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/** What an operator gets wrong: one message that names the thing and the remedy, and nothing half done. */
final class BadInputIT {
    private static final String RULES = """
            host all yecai_reader 127.0.0.1/32 scram-sha-256
            host all yecai_reader ::1/128 scram-sha-256
            local all all trust
            host all all 127.0.0.1/32 trust
            host all all ::1/128 trust
            host replication all 127.0.0.1/32 trust
            """;

    @TempDir
    private static Path folder;

    private static TestServer erp;
    private static TestServer hub;

    @BeforeAll
    static void startServers() throws IOException, SQLException {
        Path rules = Files.writeString(folder.resolve("hba.conf"), RULES);
        folder.toFile().setReadable(true, false);
        folder.toFile().setExecutable(true, false);
        rules.toFile().setReadable(true, false);
        erp = TestServers.start(Role.ERP, Map.of("wal_level", "logical", "hba_file", rules.toString()));
        hub = TestServers.start(Role.HUB, Map.of());
        Files.writeString(folder.resolve("password"), "right\n");
        Files.writeString(folder.resolve("wrong"), "mistaken\n");
        execute(erp, "postgres", "create database erp");
        execute(
                erp,
                "erp",
                "create schema \"Books\"",
                "create table \"Books\".\"company-list\" (code text primary key, \"Name\" text, currency text)",
                "insert into \"Books\".\"company-list\" values ('A', 'Alpha', 'CNY')");
        assertThat(run(configuration("tiny", tiny()), "init", "--run")).matches(Run::succeeded);
        assertThat(run(configuration("tiny", tiny()), "migrate")).matches(Run::succeeded);
    }

    @AfterAll
    static void stopServers() {
        erp.close();
        hub.close();
    }

    @Test
    void wrongPassword_namesTheLoginAndTheServer() throws Exception {
        Path wrong = configuration("wrong", tiny(), "wrong", erp.port());
        expectRefusal(run(wrong, "load"), 4, "yecai_reader", "password");
    }

    @Test
    void walLevelThatIsNotLogical_isNamedWithTheRemedy() throws Exception {
        try (TestServer plain = TestServers.start(Role.ERP, Map.of("wal_level", "replica"))) {
            execute(plain, "postgres", "create database erp");
            execute(
                    plain,
                    "erp",
                    "create schema \"Books\"",
                    "create table \"Books\".\"company-list\" (code text primary key, \"Name\" text, currency text)");
            Path config = configuration("replica", tiny(), "password", plain.port());
            run(config, "init", "--run");
            expectRefusal(run(config, "load"), 4, "wal_level", "replica", "set wal_level = logical");
        }
    }

    @Test
    void missingRight_namesTheTable() throws Exception {
        execute(erp, "erp", "revoke select (\"Name\") on \"Books\".\"company-list\" from yecai_reader");
        try {
            expectRefusal(run(configuration("tiny", tiny()), "load"), 4, "company-list", "yecai init");
        } finally {
            execute(erp, "erp", "grant select (\"Name\") on \"Books\".\"company-list\" to yecai_reader");
        }
    }

    @Test
    void missingTable_isNamed() throws Exception {
        Path pack = pack("notable", "Books.company-list", "Books.companies", "company_list", "company_list");
        expectRefusal(run(configuration("notable", pack), "load"), 4, "Books.companies");
    }

    @Test
    void missingColumn_isNamed() throws Exception {
        Path pack = pack("nocolumn", "[code, Name, currency]", "[code, Name, currency, country]", "", "");
        expectRefusal(run(configuration("nocolumn", pack), "load"), 4, "company-list", "country");
    }

    @Test
    void packWithASyntaxError_namesFileAndLine() throws Exception {
        Path pack = pack("syntax", "    key: [code]", "    key: [code", "", "");
        expectRefusal(run(configuration("syntax", pack), "load"), 3, "pack.yml:1", "not valid YAML");
    }

    @Test
    void mappingThatIsNoSql_namesTheMapping() throws Exception {
        Path pack = pack("nosql", "", "", "", "");
        Files.writeString(pack.resolve("mapping/company.sql"), "select code as derive_key, from company_list");
        run(configuration("nosql", pack), "init", "--run");
        expectRefusal(run(configuration("nosql", pack), "load"), 3, "company");
        assertThat(value("select count(*) from canon.company where source = 'tiny'"))
                .isEqualTo("0");
    }

    @Test
    void mappingWithADuplicateKey_namesTheKey_andReadersSeeNothing() throws Exception {
        Path pack = pack("twice", "", "", "", "");
        assertThat(run(configuration("twice", pack), "init", "--run")).matches(Run::succeeded);
        Path mapping = pack.resolve("mapping/company.sql");
        Files.writeString(
                mapping,
                Files.readString(mapping)
                        .replaceFirst(
                                "(?i)from\\s+company_list.*",
                                "from company_list as c" + " cross join generate_series(1, 2)"));
        expectRefusal(run(configuration("twice", pack), "load"), 6, "company", "2 times");
        assertThat(value("select count(*) from canon.company where source = 'tiny'"))
                .isEqualTo("0");
    }

    @Test
    void companyThatCannotBeMapped_isParked_andTheRestIsLoaded() throws Exception {
        Path pack = pack("half", "", "", "", "");
        Path mapping = pack.resolve("mapping/company.sql");
        Files.writeString(
                mapping,
                Files.readString(mapping).replace("c.code as company", "(1 / (length(c.code) - 1))::text as company"));
        assertThat(run(configuration("half", pack), "init", "--run")).matches(Run::succeeded);
        assertThat(run(configuration("half", pack), "load")).matches(Run::succeeded);
        assertThat(value("select string_agg(mapping || ' ' || reason, ', ') from hub.parked where source = 'half'"))
                .isEqualTo("company division by zero");
    }

    @Test
    void hubOfANewerVersion_refusesThisProgram() throws Exception {
        execute(hub, "yecai", """
                insert into hub.schema_history (installed_rank, version, description, type, script, installed_by, execution_time, success)
                select max(installed_rank) + 1, '9000', 'of the future', 'SQL', 'V9000__of_the_future.sql', 'test', 0, true
                from hub.schema_history
                """);
        try {
            expectRefusal(run(configuration("tiny", tiny()), "load"), 5, "9000", "newer program");
        } finally {
            execute(hub, "yecai", "delete from hub.schema_history where version = '9000'");
        }
    }

    @Test
    void hubOfAnOlderVersion_asksToMigrate() throws Exception {
        execute(
                hub,
                "yecai",
                "create table public.kept as select * from hub.schema_history where version is not null"
                        + " order by installed_rank desc limit 1",
                "delete from hub.schema_history where version = (select version from public.kept)");
        try {
            expectRefusal(run(configuration("tiny", tiny()), "load"), 5, "yecai migrate");
        } finally {
            execute(hub, "yecai", "insert into hub.schema_history select * from public.kept", "drop table public.kept");
        }
    }

    @Test
    void secondCapture_namesTheFirst() throws Exception {
        Path config = configuration("second", tiny());
        assertThat(run(config, "init", "--run")).matches(Run::succeeded);
        assertThat(run(config, "load")).matches(Run::succeeded);
        SourceSettings settings = new SourceSettings(
                        "second",
                        PackLoader.load(tiny().toString()),
                        new Server("jdbc:postgresql://localhost:" + erp.port() + "/erp", "yecai_reader", "right"),
                        new Server("jdbc:postgresql://localhost:" + hub.port() + "/yecai", "yecai_capture", "right"))
                .with(Map.of("A", "A", "B", "B"));
        try (Capture first = new Capture(settings)) {
            first.start();
            expectRefusal(run(config, "capture"), 8, "second", "already being captured", "process ", "--standby");
            assertThat(first.ended()).isNotDone();
        }
    }

    private static void expectRefusal(Run run, int exitCode, String... named) {
        assertThat(run.err()).contains(named);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.err()).startsWith("yecai: ").doesNotContain("Exception", "\tat ", "right\n");
    }

    private static Path tiny() {
        return Path.of("src/test/resources/packs/tiny").toAbsolutePath();
    }

    /** A copy of the pack with two replacements in its pack.yml. */
    private static Path pack(String name, String first, String firstBecomes, String second, String secondBecomes)
            throws IOException {
        Path copy = Files.createDirectories(folder.resolve("packs").resolve(name));
        Files.createDirectories(copy.resolve("mapping"));
        Files.copy(tiny().resolve("mapping/company.sql"), copy.resolve("mapping/company.sql"));
        String text = Files.readString(tiny().resolve("pack.yml"));
        assertThat(text).contains(first, second);
        Files.writeString(
                copy.resolve("pack.yml"), text.replace(first, firstBecomes).replace(second, secondBecomes));
        return copy;
    }

    private static Path configuration(String name, Path pack) throws IOException {
        return configuration(name, pack, "password", erp.port());
    }

    private static Path configuration(String name, Path pack, String readerPassword, int erpPort) throws IOException {
        return Files.writeString(folder.resolve(name + ".yml"), """
                hub:
                  url: jdbc:postgresql://localhost:%d/yecai
                  admin: {user: postgres, password: {file: %3$s}}
                  migrate: {user: yecai_migrate, password: {file: %3$s}}
                  capture: {user: yecai_capture, password: {file: %3$s}}
                sources:
                  %6$s:
                    pack: %4$s
                    url: jdbc:postgresql://localhost:%2$d/erp
                    capture: {user: yecai_reader, password: {file: %5$s}}
                    admin: {user: postgres, password: {file: %3$s}}
                    companies: {A: A, B: B}
                """.formatted(
                        hub.port(), erpPort, folder.resolve("password"), pack, folder.resolve(readerPassword), name));
    }

    private static Run run(Path configuration, String command, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = command;
        arguments[1] = "--config";
        arguments[2] = configuration.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Run.of(arguments);
    }

    private static void execute(TestServer server, String database, String... statements) throws SQLException {
        try (Connection connection = server.open(database, "postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String value(String query) throws SQLException {
        try (Connection connection = hub.open("yecai", "postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
