package yecai.bench.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark runs, compares the answers and writes its ratios; how fast it was is no matter here. */
final class ViewsBenchIT {
    @TempDir
    private Path folder;

    @Test
    void run_measuresEachQuestionInPairs_andWritesTheRatios() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ViewsBench.run(new PrintStream(out, true, StandardCharsets.UTF_8), 0.001, 2, folder);

        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("views.json").toFile());
        assertThat(report.get("settings").get("costEntries").longValue()).isEqualTo(10_000);
        assertThat(report.get("settings").get("receivableItems").longValue()).isEqualTo(2_000);
        assertThat(report.get("settings").has("cores")).isTrue();
        assertThat(report.get("runs")).hasSize(4 * 2 * 2 + 3 * 2 + 1);
        assertThat(report.get("ratios").fieldNames())
                .toIterable()
                .containsExactly("one", "one A/A", "ten", "ten A/A", "all", "all A/A", "aging", "aging A/A");
        assertThat(report.get("ratios"))
                .allSatisfy(ratio -> assertThat(ratio.doubleValue()).isPositive());
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("ten, governed", "ten, owner again");
    }
}
