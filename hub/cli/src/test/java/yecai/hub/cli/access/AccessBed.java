package yecai.hub.cli.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import yecai.hub.cli.Run;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/** A migrated hub with rows of eight companies, the DBA dora, and a configuration file for commands; the writer wanda is yet to be made. */
public final class AccessBed implements AutoCloseable {
    private final TestServer server;
    private final Path configuration;

    private AccessBed(TestServer server, Path configuration) {
        this.server = server;
        this.configuration = configuration;
    }

    public static AccessBed in(Path folder) throws IOException, SQLException {
        TestServer server = TestServers.start(Role.HUB, Map.of());
        Path password = Files.writeString(folder.resolve("password"), "one for all\n");
        Path configuration = Files.writeString(folder.resolve("yecai.yml"), """
                hub:
                  url: jdbc:postgresql://localhost:%d/yecai
                  admin: {user: postgres, password: {file: %2$s}}
                  migrate: {user: yecai_migrate, password: {file: %2$s}}
                  capture: {user: yecai_capture, password: {file: %2$s}}
                  dba: {user: dora, password: {file: %2$s}}
                  writer: {user: wanda, password: {file: %2$s}}
                sources:
                  tiny:
                    pack: %3$s
                    url: jdbc:postgresql://localhost:%1$d/erp
                    capture: {user: yecai_reader, password: {file: %2$s}}
                """.formatted(
                        server.port(),
                        password,
                        Path.of("src/test/resources/packs/tiny").toAbsolutePath()));
        AccessBed bed = new AccessBed(server, configuration);
        if (bed.run("init").exitCode() != 0 || bed.run("migrate").exitCode() != 0) {
            throw new IllegalStateException(bed.run("migrate").err());
        }
        bed.execute(
                "postgres",
                "create role dora login; grant yecai_dba to dora; grant connect on database yecai to dora;"
                        + " create role bea login; create role carl login; grant yecai_approver to bea, carl;"
                        + " grant connect on database yecai to bea, carl");
        bed.execute("yecai_capture", """
                insert into canon.receipt (source, entity_key, company, customer, posting_date, amount)
                select 't', n::text, 'C' || (n % 8 + 1), 'U' || (n % 5), date '2026-01-01', n from generate_series(1, 800) as n;
                insert into canon.cost_entry (source, entity_key, company, plant, functional_currency, amount_functional)
                select 't', n::text, 'C' || (n % 8 + 1), 'P' || (n % 3), 'CNY', n from generate_series(1, 400) as n;
                """);
        return bed;
    }

    public Run run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--config");
        all.add(configuration.toString());
        return Run.of(all.toArray(String[]::new));
    }

    Path configuration() {
        return configuration;
    }

    Connection open(String user) throws SQLException {
        return server.open("yecai", user);
    }

    public void execute(String user, String sql) throws SQLException {
        try (Connection connection = open(user);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public List<String> list(String user, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = open(user);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    @Override
    public void close() {
        server.close();
    }
}
