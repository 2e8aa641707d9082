package yecai.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.sql.pack.files.JarFiles;

final class PackLoaderIT {
    private static final List<String> PATHS = List.of(
            "pack.yml",
            "staging/order_head.sql",
            "mapping/sales_order.sql",
            "mapping/cost_entry.material.sql",
            "mapping/cost_entry.labor.sql",
            "control/invoice_gross.sql");

    @TempDir
    private Path folder;

    @Test
    void load_readsAFolder() throws IOException {
        MemoryFiles pack = MemoryFiles.sound();
        for (String path : PATHS) {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, pack.find(path).orElseThrow());
        }
        Files.writeString(folder.resolve("mapping/notes.txt"), "not SQL");

        assertThat(PackLoader.load(folder.toString())).isEqualTo(pack.read());
    }

    @Test
    void read_findsTheFilesOfAPackInsideAJar() throws IOException {
        MemoryFiles pack = MemoryFiles.sound();
        Path file = folder.resolve("packs with spaces.jar");
        try (OutputStream content = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(content)) {
            for (String path : PATHS) {
                jar.putNextEntry(new JarEntry("yecai/packs/shop/" + path));
                jar.write(pack.find(path).orElseThrow().getBytes(StandardCharsets.UTF_8));
            }
            jar.putNextEntry(new JarEntry("yecai/packs/shopping/mapping/other.sql"));
        }

        JarFiles files = JarFiles.read(URI.create("jar:" + file.toUri() + "!/yecai/packs/shop/pack.yml")
                .toURL());

        assertThat(new PackReader(files).read()).isEqualTo(pack.read());
        assertThat(files.place("pack.yml")).isEqualTo("classpath:yecai/packs/shop/pack.yml");
    }
}
