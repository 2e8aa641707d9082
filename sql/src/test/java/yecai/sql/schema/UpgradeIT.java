package yecai.sql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yecai.sql.EmbeddedHub;
import yecai.sql.MigrationReport;
import yecai.sql.Reader;

/**
 * A hub that an earlier release has made becomes what a new hub is, and keeps its rows and rights. Each release's own program
 * makes it: its classes and its SQL are kept in a jar. Until the first release there is one, of the program as it was; who
 * edits a migration that is in it writes it anew.
 */
class UpgradeIT {
    private static final Path RELEASES = Path.of("src/test/resources/yecai/sql/releases");
    private static final Path PROGRAM = Path.of("target/classes");
    private static final String WRITE = "yecai.upgrade.write";

    @BeforeAll
    static void writeThisRelease() throws IOException {
        if (!Boolean.getBoolean(WRITE)) {
            return;
        }
        Files.createDirectories(RELEASES);
        Path jar = RELEASES.resolve(System.getProperty("yecai.version", "0.1.0").replace("-SNAPSHOT", "") + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> files = Files.walk(PROGRAM)) {
            for (Path one : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = PROGRAM.relativize(one).toString().replace('\\', '/');
                // packs are of ERPs and not of the hub's schema
                if (!name.startsWith("yecai/packs/")) {
                    ZipEntry entry = new ZipEntry(name);
                    entry.setLastModifiedTime(FileTime.fromMillis(0));
                    zip.putNextEntry(entry);
                    Files.copy(one, zip);
                    zip.closeEntry();
                }
            }
        }
    }

    static List<Path> releases() throws IOException {
        try (Stream<Path> files = Files.list(RELEASES)) {
            List<Path> releases = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            assertThat(releases).isNotEmpty();
            return releases;
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void hubOfARelease_becomesWhatANewHubIs_withItsRowsAndRights(Path release) throws Exception {
        EmbeddedHub hub = EmbeddedHub.bootstrapped();
        migrateAsReleased(release, hub.dataSource("yecai_migrate"));
        hub.run("yecai_capture", """
                insert into canon.receipt (source, entity_key, company, customer, amount)
                select 't', n::text, 'C' || (n % 3 + 1), 'U' || n, n from generate_series(1, 90) as n
                """);
        Reader reader = Reader.add(hub, "upgrade_reader", "finance_reader").grant("company", "C1");
        String read = "select company || ' ' || count(*) || ' ' || sum(amount) from finance.receipt group by company";
        List<String> before = reader.list(read);
        assertThat(before).containsExactly("C1 30 1395");
        List<String> audit = hub.list("postgres", "select action from hub.audit order by audit");

        MigrationReport upgrade = hub.migrator().migrate();

        assertThat(upgrade.fromVersion()).isNotEmpty();
        assertThat(SchemaFileIT.firstDifference(
                        SchemaText.of(EmbeddedHub.migrated()).lines().toList(),
                        SchemaText.of(hub).lines().toList()))
                .as("a new hub, and one of %s after its upgrade", release)
                .isEmpty();
        assertThat(reader.list(read)).isEqualTo(before);
        assertThat(hub.list("postgres", "select action from hub.audit order by audit"))
                .startsWith(audit.toArray(String[]::new));
        assertThat(hub.list("postgres", "select lint || ' ' || object from hub.lint where severity = 'error'"))
                .isEmpty();
        reader.revoke("company", "C1");
        assertThat(reader.list(read)).isEmpty();
        assertThat(hub.migrator().migrate().nothingToDo()).isTrue();
    }

    private static void migrateAsReleased(Path release, DataSource login) throws Exception {
        try (URLClassLoader program =
                new URLClassLoader(new URL[] {release.toAbsolutePath().toUri().toURL()}, new LibrariesOnly())) {
            Class<?> migrator = program.loadClass("yecai.sql.Migrator");
            assertThat(migrator.getClassLoader()).isSameAs(program);
            Object released = migrator.getConstructor(DataSource.class).newInstance(login);
            migrator.getMethod("migrate").invoke(released);
        }
    }

    /** The libraries of this program, and nothing of its own. */
    private static final class LibrariesOnly extends ClassLoader {
        private final ClassLoader all = UpgradeIT.class.getClassLoader();

        LibrariesOnly() {
            super(getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("yecai.")) {
                throw new ClassNotFoundException(name);
            }
            return all.loadClass(name);
        }

        @Override
        protected URL findResource(String name) {
            return name.startsWith("yecai/") ? null : all.getResource(name);
        }

        @Override
        protected Enumeration<URL> findResources(String name) throws IOException {
            return name.startsWith("yecai/") ? Collections.emptyEnumeration() : all.getResources(name);
        }
    }
}
