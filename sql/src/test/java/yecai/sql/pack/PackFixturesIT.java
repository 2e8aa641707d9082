package yecai.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackFixturesIT {
    @TempDir
    private Path pack;

    @Test
    void read_givesTheFilesByName_unpacked() throws IOException {
        write();

        assertThat(PackFixtures.read(pack.toString()))
                .containsExactly(Map.entry(file("a.sql.gz"), "select 1;"), Map.entry(file("b.sql"), "select 2;"));
    }

    @Test
    void read_followsTheOrderThatIsWritten() throws IOException {
        write();
        Files.writeString(pack.resolve("fixtures/order.txt"), "# first the tables\nb.sql\n\na.sql.gz\n");

        assertThat(PackFixtures.read(pack.toString()).keySet()).containsExactly(file("b.sql"), file("a.sql.gz"));
    }

    @Test
    void packWithoutFixtures_hasNone() {
        assertThat(PackFixtures.read(pack.toString())).isEmpty();
    }

    @Test
    void builtInPacks_haveFixtures() {
        assertThat(PackFixtures.read("demo")).hasSize(6);
        assertThat(PackFixtures.read("tryton")).hasSize(1);
        assertThat(PackFixtures.read("odoo")).hasSize(1);
    }

    private void write() throws IOException {
        Files.createDirectories(pack.resolve("fixtures"));
        Files.writeString(pack.resolve("fixtures/b.sql"), "select 2;");
        Files.writeString(pack.resolve("fixtures/notes.txt"), "no SQL");
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(pack.resolve("fixtures/a.sql.gz")))) {
            packed.write("select 1;".getBytes(StandardCharsets.UTF_8));
        }
    }

    private String file(String name) {
        return pack.resolve("fixtures").resolve(name).toString();
    }
}
