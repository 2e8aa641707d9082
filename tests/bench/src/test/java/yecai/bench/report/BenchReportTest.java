package yecai.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchReportTest {
    @TempDir
    private Path folder;

    @Test
    void limit_isTheRatioWithAllProcessorsBusy() throws Exception {
        BenchReport report = new BenchReport("test");
        for (int run = 1; run <= 3; run++) {
            report.add(new Measurement("hub", run, 1_000, 1.0, 0.5));
            report.add(new Measurement("peer", run, 1_000, 0.25, 0.3));
            report.add(new Measurement("elsewhere", run, 1_000, 0.5, null));
        }
        report.ratio("hub/peer", "hub", "peer");
        report.ratio("elsewhere/peer", "elsewhere", "peer");
        report.ratio("hub/nobody", "hub", "nobody");

        JsonNode written = new ObjectMapper().readTree(report.write(folder).toFile());

        int cores = Runtime.getRuntime().availableProcessors();
        assertThat(written.get("ratios").get("hub/peer").doubleValue()).isEqualTo(0.25);
        // 2,000 rows/s of one processor each, beside 4,000
        assertThat(written.get("limits").get("hub/peer").doubleValue()).isCloseTo(cores * 0.5, within(0.001));
        assertThat(written.get("ratios").get("elsewhere/peer").doubleValue()).isEqualTo(0.5);
        assertThat(written.get("limits")).hasSize(1);
        assertThat(written.get("ratios")).hasSize(2);
    }

    @Test
    void stopwatch_tellsWhatTheProcessorsDid_whereTheSystemDoes() {
        Stopwatch clock = Stopwatch.start();
        long spun = 0;
        while (clock.seconds() < 0.2) {
            spun++;
        }
        Stopwatch.Elapsed took = clock.elapsed();
        assertThat(spun).isPositive();
        assertThat(took.seconds()).isGreaterThanOrEqualTo(0.2);
        if (Path.of("/proc/stat").toFile().exists()) {
            assertThat(took.processorSeconds()).isPositive();
        } else {
            assertThat(took.processorSeconds()).isNull();
        }
    }
}
