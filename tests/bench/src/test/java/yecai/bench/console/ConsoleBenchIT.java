package yecai.bench.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark runs with few people; how fast it was is no matter here. */
final class ConsoleBenchIT {
    @TempDir
    private Path folder;

    @Test
    void console_measuresPagesAndTheCapture() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ConsoleBench.run(
                new PrintStream(bytes, true, StandardCharsets.UTF_8),
                new ConsoleBench.Settings(600, 20, 3, 0.05, 1, Duration.ofSeconds(15)),
                folder);

        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("pages/s").contains("written: ");
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("console.json").toFile());
        Set<String> pages = new TreeSet<>();
        int turns = 0;
        for (JsonNode figure : report.get("figures")) {
            if (figure.has("page")) {
                pages.add(figure.get("page").asText());
                JsonNode firstByte = figure.get("firstByte");
                assertThat(figure.get("clicks").asInt()).isPositive();
                assertThat(firstByte.get("p50").asDouble())
                        .isLessThanOrEqualTo(firstByte.get("p95").asDouble());
                assertThat(firstByte.get("p95").asDouble())
                        .isLessThanOrEqualTo(figure.get("whole").get("max").asDouble());
            } else {
                turns++;
                assertThat(figure.get("samples").asInt()).as(figure.toString()).isPositive();
            }
        }
        assertThat(pages).isNotEmpty();
        assertThat(turns).isEqualTo(2);
        assertThat(report.get("settings").get("pagesPerSecond").asDouble()).isPositive();
        assertThat(report.get("ratios").fieldNames())
                .toIterable()
                .contains("lagP50WithPeople/without", "lagP95WithPeople/without");
    }
}
