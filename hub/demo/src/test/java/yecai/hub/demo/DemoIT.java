package yecai.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole demo, for a short while. */
final class DemoIT {
    @Test
    void demo_endsWithAHubThatHoldsWhatTheErpDoes() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DemoOptions options = DemoOptions.defaults()
                .withDuration(Duration.ofSeconds(15))
                .withRate(50)
                .withHistory(400);
        DemoResult result;
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            result = new Demo(options, out).run();
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(result.passed()).as(text).isTrue();
        assertThat(result.erpTransactions()).isPositive().isEqualTo(result.appliedTransactions());
        assertThat(result.checkedRows()).isGreaterThan(result.loadedRows());
        assertThat(result.visibleLagMs().vouchers()).isPositive();
        assertThat(result.halfTransactionsSeen()).isZero();
        assertThat(result.snapshots()).isGreaterThanOrEqualTo(2);
        assertThat(result.invariantChecks()).hasSize(10);
        assertThat(result.invariantChecks().values()).as(text).allMatch(count -> count > 0);
        assertThat(text)
                .containsPattern("done: [0-9,]+ sales orders, .* shipments")
                .contains("  curl -H 'Authorization: Bearer yecai_")
                .contains("/openapi.json");
        List<String> lines = text.lines().toList();
        JsonNode json = JsonMapper.builder().build().readTree(lines.get(lines.size() - 1));
        assertThat(json.get("erpTransactions").asLong()).isEqualTo(result.erpTransactions());
        assertThat(json.get("appliedTransactions").asLong()).isEqualTo(result.appliedTransactions());
        assertThat(json.get("mirrorMatches").asBoolean()).isTrue();
        assertThat(json.get("canonicalMatchesFull").asBoolean()).isTrue();
        assertThat(json.get("controlTotalsMatch").asBoolean()).isTrue();
        assertThat(json.get("halfTransactionsSeen").asLong()).isZero();
        assertThat(json.get("invariantChecks").size()).isEqualTo(10);
        assertThat(json.get("checkSeconds").asDouble()).isPositive();
        assertThat(json.get("visibleLagMs").get("p50").asDouble()).isPositive();
        assertThat(json.get("visibleLagMs").get("p99").asDouble()).isPositive();
        assertThat(json.get("seconds").asDouble()).isGreaterThanOrEqualTo(15);
        assertThat(json.get("rate").asDouble()).isEqualTo(50);
    }
}
