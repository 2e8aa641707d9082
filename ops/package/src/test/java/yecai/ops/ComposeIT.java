package yecai.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static yecai.ops.Product.at;
import static yecai.ops.Product.map;
import static yecai.ops.Product.merged;
import static yecai.ops.Product.texts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import yecai.hub.cli.config.Configuration;
import yecai.hub.cli.config.ConfigurationReader;

/** The compose file agrees with the image and the product. */
final class ComposeIT {
    private static final Path FOLDER = Release.OPS.resolve("container");

    private final Map<String, Object> services = services();
    private final Configuration configuration = ConfigurationReader.read(FOLDER.resolve("yecai.yml"));

    @Test
    void everyServiceOfTheHub_runsTheImage_withACommandThatItHas() throws Exception {
        List<String> commands = new ArrayList<>();
        for (var service : services.entrySet()) {
            Map<String, Object> described = merged(map(service.getValue()));
            if (described.get("image").toString().startsWith("yecai:")) {
                List<String> command = texts(described.get("command"));
                Product.assertTakes(command);
                commands.add(command.get(0));
                assertThat(described.get("read_only")).as(service.getKey()).isEqualTo(true);
                assertThat(texts(described.get("cap_drop"))).containsExactly("ALL");
            }
        }
        assertThat(commands).containsExactly("init", "migrate", "capture", "api");
    }

    @Test
    void ports_areThoseOfTheConfiguration_andOnThisMachineOnly() {
        int listen = configuration.api().listen().port();
        int admin = configuration.api().admin().port();
        assertThat(texts(at(services, "api", "ports")))
                .containsExactly("127.0.0.1:" + listen + ":" + listen, "127.0.0.1:" + admin + ":" + admin);
        assertThat(texts(at(services, "capture", "command"))).contains("0.0.0.0:8486");
        assertThat(texts(at(services, "capture", "ports"))).containsExactly("127.0.0.1:8486:8486");
        assertThat(configuration.hub().url()).isEqualTo("jdbc:postgresql://hub:5432/yecai");
        assertThat(services).containsKey("hub");
    }

    @Test
    void everyPassword_isASecretOfTheContainers_andEverySecretIsUsed() throws Exception {
        Map<String, Object> file = Product.documents(Files.readString(FOLDER.resolve("compose.yml")))
                .get(0);
        TreeSet<String> named = new TreeSet<>(Pattern.compile("/run/secrets/([a-z-]+)")
                .matcher(Files.readString(FOLDER.resolve("yecai.yml")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList());
        assertThat(map(file.get("secrets")).keySet()).containsExactlyInAnyOrderElementsOf(named);
        assertThat(texts(at(file, "x-yecai", "secrets"))).containsExactlyInAnyOrderElementsOf(named);
        assertThat(at(services, "hub", "environment", "POSTGRES_PASSWORD_FILE")).isEqualTo("/run/secrets/hub-admin");
        assertThat(configuration.hub().admin().orElseThrow().user()).isEqualTo("postgres");
    }

    @Test
    void docker_takesTheFile() throws Exception {
        assumeThat(Release.isInstalled("docker")
                        && Release.run("docker", "compose", "version").exitCode() == 0)
                .as("docker compose")
                .isTrue();
        Release.Ended checked = Release.run(
                Map.of("YECAI_VERSION", Release.VERSION), FOLDER, List.of("docker", "compose", "config", "--quiet"));
        assertThat(checked.exitCode()).as(checked.said()).isZero();
    }

    private static Map<String, Object> services() {
        try {
            return map(Product.documents(Files.readString(FOLDER.resolve("compose.yml")))
                    .get(0)
                    .get("services"));
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
