package yecai.sql.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.sql.EmbeddedHub;
import yecai.sql.Reader;
import yecai.sql.ServerVersion;
import yecai.sql.error.YecaiException;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/**
 * A hub that pg_dump saved and pg_restore made again: on the tests' server if pg_dump is new enough for it, else on one of an
 * installation of pg_dump's own version. Skipped where there is no pg_dump, or the hub refuses that version.
 */
class DumpIT {
    /** Where Debian keeps its versions. */
    private static final String INSTALLED = "/usr/lib/postgresql/";

    private static final String LINTS = "select lint || ' ' || object from hub.lint";

    @TempDir
    private Path folder;

    /** Returns what the program printed, or nothing when it is not there. */
    private static String run(String... command) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException notInstalled) {
            return "";
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    private static boolean isNewEnough(int version) throws SQLException {
        return version >= TestServers.majorVersion(Role.HUB);
    }

    private static void requireSupported(TestServer server) throws SQLException {
        try (Connection connection = server.open("postgres", "postgres")) {
            ServerVersion.requireSupported(connection, false);
        } catch (YecaiException old) {
            assumeThat(old.getMessage()).isEmpty();
        }
    }

    private static String[] onServer(EmbeddedHub hub, String... command) {
        URI server = URI.create(hub.url().substring("jdbc:".length()));
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(
                1,
                List.of(
                        "--host",
                        server.getHost(),
                        "--port",
                        Integer.toString(server.getPort()),
                        "--username",
                        "postgres"));
        return all.toArray(String[]::new);
    }

    @Test
    void restoredHub_hasAllRows_andGovernsThemAsBefore() throws Exception {
        String version = run("pg_dump", "--version").replaceAll("\\D*(\\d+).*\\s*", "$1");
        assumeThat(version).as("pg_dump is not installed").isNotEmpty();
        if (isNewEnough(Integer.parseInt(version))) {
            dumpAndRestore(EmbeddedHub.migrated());
            return;
        }
        Path installed = Path.of(INSTALLED, version);
        assumeThat(installed.resolve("bin/initdb")).exists();
        try (TestServer server = TestServers.startInstalled(installed)) {
            requireSupported(server);
            dumpAndRestore(EmbeddedHub.migrated(server));
        }
    }

    private void dumpAndRestore(EmbeddedHub hub) throws Exception {
        hub.run("yecai_capture", """
                insert into canon.receipt (source, entity_key, company, customer, amount)
                select 't', n::text, 'C' || (n % 3 + 1), 'U' || n, n from generate_series(1, 90) as n
                """);
        Reader reader = Reader.add(hub, "dump_reader", "finance_reader").grant("company", "C1");
        hub.run("postgres", "select hub.set_mask('finance.receipt', 'customer', 'dump_reader', 'full', 'test')");
        String read = "select distinct company || ' ' || customer from finance.receipt";
        assertThat(reader.list(read)).containsExactly("C1 ***");
        assertThat(hub.list("postgres", LINTS)).isEmpty();

        String dump = folder.resolve("hub.dump").toString();
        run(onServer(hub, "pg_dump", "--format", "custom", "--file", dump, hub.database()));
        hub.drop();
        run(onServer(hub, "pg_restore", "--create", "--exit-on-error", "--dbname", "postgres", dump));

        assertThat(reader.list(read)).containsExactly("C1 ***");
        assertThat(hub.list("postgres", "select count(*) from canon.receipt")).containsExactly("90");
        assertThat(hub.list("postgres", LINTS)).isEmpty();
        assertThat(hub.migrator().migrate().nothingToDo()).isTrue();
        reader.revoke("company", "C1");
        assertThat(reader.list(read)).isEmpty();
    }
}
