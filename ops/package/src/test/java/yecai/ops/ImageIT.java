package yecai.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/** The container image as a registry or Docker reads it, and what runs in it, without either. */
final class ImageIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static JsonNode manifest;
    private static JsonNode config;
    private static Path root;

    @BeforeAll
    static void unpack() throws Exception {
        Release.output("tar", "-xf", Release.image().toString(), "-C", folder.toString());
        manifest = JSON.readTree(folder.resolve("manifest.json").toFile()).get(0);
        config =
                JSON.readTree(folder.resolve(manifest.get("Config").textValue()).toFile());
        root = Files.createDirectories(folder.resolve("root"));
        for (JsonNode layer : manifest.get("Layers")) {
            Release.output("tar", "-xzf", folder.resolve(layer.textValue()).toString(), "-C", root.toString());
        }
    }

    @Test
    void image_isNamedByItsVersion_andSaysWhatRunsInIt_asWhom() {
        JsonNode container = config.get("config");

        assertThat(manifest.get("RepoTags").get(0).textValue()).isEqualTo("yecai:" + Release.VERSION);
        assertThat(texts(container.get("Entrypoint")))
                .startsWith("/opt/java/bin/java")
                .endsWith("-cp", "/app/libs/*", "yecai.hub.cli.Main");
        assertThat(texts(container.get("Cmd"))).containsExactly("help");
        assertThat(container.get("User").textValue()).isEqualTo("10001:10001");
        assertThat(texts(container.get("Env"))).contains("YECAI_CONFIG=/etc/yecai/yecai.yml");
        assertThat(container.get("ExposedPorts").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("8484/tcp", "8485/tcp", "8486/tcp");
        assertThat(config.get("os").textValue()).isEqualTo("linux");
    }

    /** A registry refuses a layer that is not what the image says. */
    @Test
    void layers_areWhatTheConfigurationSays() throws Exception {
        JsonNode digests = config.get("rootfs").get("diff_ids");
        assertThat(digests).hasSize(manifest.get("Layers").size()).hasSizeGreaterThan(2);
        for (int i = 0; i < digests.size(); i++) {
            Path layer = folder.resolve(manifest.get("Layers").get(i).textValue());
            try (var unpacked = new GZIPInputStream(Files.newInputStream(layer))) {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                unpacked.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
                assertThat("sha256:" + HexFormat.of().formatHex(digest.digest()))
                        .isEqualTo(digests.get(i).textValue());
            }
        }
    }

    @Test
    void image_holdsTheProductAndItsRuntime_andNoShell() throws IOException {
        assertThat(root.resolve("opt/java/bin/java")).isExecutable();
        try (var jars = Files.list(root.resolve("app/libs"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .anyMatch(name -> name.equals("yecai.jar") || name.startsWith("yecai-hub-cli"))
                    .anyMatch(name -> name.startsWith("postgresql-"))
                    .noneMatch(name -> name.contains("demo") || name.contains("bench") || name.contains("junit"));
        }
        for (String absent : List.of("bin/sh", "usr/bin/sh", "bin/bash", "usr/bin/apt", "root", "home")) {
            assertThat(root.resolve(absent)).doesNotExist();
        }
        assertThat(root.resolve("etc/passwd")).content().contains("yecai:x:10001:10001:");
        assertThat(root.resolve("opt/java/lib/security/cacerts")).isNotEmptyFile();
    }

    @Test
    void program_runsWithNothingButWhatIsInTheImage() throws Exception {
        assumeThat(canIsolate()).as("user namespaces").isTrue();

        assertThat(isolated("--version").said()).contains("yecai " + Release.VERSION);
        assertThat(isolated("capture", "--help").said()).contains("--standby");
        try (TestServer erp = TestServers.start(Role.ERP, Map.of("wal_level", "replica"));
                Connection connection = erp.open("postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create table public.invoice (number text, amount numeric)");
            Release.Ended assessed = isolated(
                    "assess",
                    "postgresql://127.0.0.1:" + erp.port() + "/postgres",
                    "--user",
                    "postgres",
                    "--language",
                    "zh");
            assertThat(assessed.said()).contains("wal_level 为 replica", "public.invoice", "没有主键");
            assertThat(assessed.exitCode()).isEqualTo(4);
        }
    }

    private static boolean canIsolate() throws Exception {
        return Release.run("unshare", "--user", "--map-root-user", "--mount", "true")
                        .exitCode()
                == 0;
    }

    /** The entry with these arguments in the image's files, with the machine's devices and network. */
    private static Release.Ended isolated(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mkdir -p \"$0/dev\" \"$0/proc\" && mount --rbind /dev \"$0/dev\" && mount --rbind /proc \"$0/proc\""
                        + " && root=$0 && exec env -i LANG=C.UTF-8 /usr/sbin/chroot \"$root\" \"$@\"",
                root.toString()));
        command.addAll(texts(config.get("config").get("Entrypoint")));
        command.addAll(List.of(arguments));
        return Release.run(Map.of(), folder, command);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }
}
