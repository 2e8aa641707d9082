package yecai.bench.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark runs, counts what came over, and says what it could not run; how fast it was is no matter here. */
final class CaptureBenchIT {
    @TempDir
    private Path folder;

    @Test
    void run_measuresEachContestant_andWritesTheRatios() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CaptureBench.run(new PrintStream(out, true, StandardCharsets.UTF_8), 0.002, 1, folder);

        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("capture.json").toFile());
        assertThat(report.get("runs"))
                .hasSize(7)
                .allSatisfy(run -> assertThat(run.get("rows").longValue()).isGreaterThanOrEqualTo(2_000));
        assertThat(report.get("ratios").fieldNames())
                .toIterable()
                .containsExactly("mirror/native", "derived/native", "derived/inOneSession", "A/A", "mix/native");
        assertThat(report.get("unavailable").has("Debezium's engine and JDBC sink"))
                .isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("hub, with derivation", "unavailable");
    }
}
