package yecai.hub.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example and the description of the configuration stay true. */
final class ConfigurationFilesIT {
    @Test
    void example_isAccepted_andTakesTheDefaults() {
        Configuration configuration = ConfigurationReader.read(Path.of("../../ops/yecai.example.yml"));

        assertThat(configuration.hub().capture()).isPresent();
        assertThat(configuration.sources().get("tryton").slot()).isEqualTo("yecai_tryton");
    }

    @Test
    void example_isAcceptedWithEveryOptionalLine() throws IOException {
        String text = Files.readString(Path.of("../../ops/yecai.example.yml"));
        String all = text.replaceAll("(?m)^    # (admin|slot|publication):", "    $1:");

        Configuration configuration = ConfigurationReader.parse(Path.of("yecai.yml"), all);

        assertThat(configuration.sources().get("tryton").admin()).isPresent();
    }

    @Test
    void description_namesEveryKey() throws IOException {
        String text = Files.readString(Path.of("../CONFIGURATION.md"));

        for (String key : List.of("url", "admin", "migrate", "capture", "reporting_currency")) {
            assertThat(text).contains("| `hub." + key + "` |");
        }
        for (String key : List.of("pack", "url", "capture", "admin", "slot", "publication")) {
            assertThat(text).contains("| `sources.<name>." + key + "` |");
        }
    }
}
