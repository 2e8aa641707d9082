package yecai.bench.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks run, and count what came; how fast it was is no matter here. */
final class ApiBenchIT {
    @TempDir
    private Path folder;

    @Test
    void run_measuresEachContestant_andWritesTheRatios() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ApiBench.run(new PrintStream(out, true, StandardCharsets.UTF_8), 0.001, 1, Duration.ofSeconds(1), folder);

        JsonNode report = report("api");
        assertThat(report.get("runs")).hasSize(10);
        assertThat(report.get("ratios").fieldNames())
                .toIterable()
                .containsExactly(
                        "oneRow/pgbench", "hundredRows/pgbench", "csv/copy", "notModified/full", "gzip/full", "A/A");
        assertThat(report.at("/settings/readsInTheJournal").longValue()).isPositive();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("API, one row", "COPY");
    }

    @Test
    void exportsLargerThanTheMemory_areWhole() throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "yecai.hub.cli.Main",
                        "bench",
                        "api",
                        "--export",
                        "--scale",
                        "0.04",
                        "--results",
                        folder.toString()))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        JsonNode report = report("api-export");
        assertThat(report.get("runs"))
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.get("rows").longValue()).isEqualTo(200_000));
        assertThat(report.at("/settings/maxHeapBytes").longValue()).isLessThan(70L << 20);
    }

    private JsonNode report(String name) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(name + ".json").toFile());
    }
}
