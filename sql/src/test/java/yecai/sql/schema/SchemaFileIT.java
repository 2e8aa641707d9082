package yecai.sql.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.sql.EmbeddedHub;

class SchemaFileIT {
    private static final Path FILE = Path.of("schema.sql");
    private static final String WRITE = "yecai.schema.write";

    /** Other major versions of PostgreSQL print some expressions otherwise. */
    private static final String MAJOR = "18";

    @Test
    void schemaFile_isTheSchemaOfANewHub() throws Exception {
        EmbeddedHub hub = EmbeddedHub.migrated();
        String version = hub.list("postgres", "show server_version").get(0);
        assumeTrue(version.startsWith(MAJOR + "."), "schema.sql is that of PostgreSQL " + MAJOR + ", not " + version);
        String text = SchemaText.of(hub);

        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(FILE, text);
        }

        assertThat(firstDifference(Files.readAllLines(FILE), text.lines().toList()))
                .as(
                        "sql/schema.sql is not the schema of a new hub. Regenerate it, look at the difference and commit it:"
                                + " mvn -pl sql verify -Dit.test=SchemaFileIT -D" + WRITE + "=true")
                .isEmpty();
    }

    static String firstDifference(List<String> file, List<String> hub) {
        for (int i = 0; i < Math.max(file.size(), hub.size()); i++) {
            String ofFile = i < file.size() ? file.get(i) : "(end)";
            String ofHub = i < hub.size() ? hub.get(i) : "(end)";
            if (!ofFile.equals(ofHub)) {
                return "line " + (i + 1) + "\n  file: " + ofFile + "\n  hub:  " + ofHub;
            }
        }
        return "";
    }
}
