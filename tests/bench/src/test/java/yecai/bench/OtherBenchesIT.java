package yecai.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.bench.lag.GrowthBench;
import yecai.bench.lag.LagBench;
import yecai.bench.load.LoadBench;
import yecai.bench.memory.MemoryBench;
import yecai.bench.reconcile.ReconcileBench;

/** The benchmarks run at a tiny scale and count what came over; how fast it was is no matter here. */
final class OtherBenchesIT {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void load_measuresEachContestant_andSaysWhatCouldNotRun() throws Exception {
        LoadBench.run(out, 0.0005, 1, folder);

        JsonNode report = read("load");
        assertThat(report.get("runs"))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(run -> assertThat(run.get("rows").longValue()).isPositive());
        assertThat(report.get("ratios").fieldNames())
                .toIterable()
                .contains("hub/copyPipe", "hubDerived/copyPipe", "A/A");
        assertThat(report.get("runs").size() == 5 || report.get("unavailable").has("pg_dump | psql"))
                .as("pg_dump runs or is unavailable: %s", report)
                .isTrue();
    }

    @Test
    void lag_measuresBothAtEachRate() throws Exception {
        LagBench.run(out, 0.05, 1, folder);

        JsonNode report = read("lag");
        assertThat(report.get("figures")).hasSize(6).allSatisfy(run -> {
            assertThat(run.get("lagMillis").get("samples").intValue()).isPositive();
            assertThat(run.get("lagMillis").get("p99").doubleValue())
                    .isGreaterThanOrEqualTo(run.get("lagMillis").get("p50").doubleValue());
        });
        assertThat(report.get("ratios").has("p50/native")).isTrue();
        assertThat(report.get("ratios").has("p99/native")).isTrue();
    }

    @Test
    void memory_measuresEachPhase_withinItsBound() throws Exception {
        MemoryBench.run(out, 0.002, 256, "yecai.bench.command.BenchedCapture", folder);

        JsonNode report = read("memory");
        assertThat(report.get("figures"))
                .hasSize(4)
                .allSatisfy(phase ->
                        assertThat(phase.get("peakHeapBytes").longValue()).isBetween(1L << 20, 256L << 20));
        assertThat(report.get("ratios").fieldNames()).toIterable().contains("hugeTransaction/heap");
    }

    @Test
    void growth_measuresEachSize() throws Exception {
        GrowthBench.run(out, 0.001, 1, folder);

        JsonNode report = read("growth");
        assertThat(report.get("runs"))
                .extracting(run -> run.get("contestant").asText())
                .containsExactly(
                        "hub, 1,000 rows",
                        "hub, 10,000 rows",
                        "replication, 1,000 rows",
                        "replication, 10,000 rows",
                        "hub, 1,000 rows, A/A");
        JsonNode ratios = report.get("ratios");
        assertThat(ratios.get("growth/native").doubleValue())
                .isCloseTo(
                        ratios.get("tenfold/small").doubleValue()
                                / ratios.get("native tenfold/small").doubleValue(),
                        within(0.01));
        if (Path.of("/proc/stat").toFile().exists()) {
            assertThat(report.get("limits").get("tenfold/small").doubleValue()).isPositive();
        }
    }

    @Test
    void reconcile_findsWhatWasPlanted() throws Exception {
        ReconcileBench.run(out, 0.0003, 1, folder);

        JsonNode report = read("reconcile");
        assertThat(report.get("runs")).hasSize(3);
        assertThat(report.get("settings").get("differencesOfEachKind").longValue())
                .isEqualTo(100);
        assertThat(report.get("ratios").fieldNames())
                .toIterable()
                .contains("comparison/countAndSum", "A/A", "erpBesideThrottled/erpAlone", "erpBesideRepair/erpAlone");
    }

    private JsonNode read(String name) throws Exception {
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("written: ");
        return new ObjectMapper().readTree(folder.resolve(name + ".json").toFile());
    }
}
