package yecai.hub.demo.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import yecai.hub.demo.prove.Proof;

final class DisplayTextTest {
    private static final BigDecimal LARGE = new BigDecimal("-98765432109.87");

    private static Figures.Company company(String name) {
        return new Figures.Company(name, "CNY", LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE);
    }

    private static List<String> table() {
        Lags lags = new Lags();
        lags.add(12_345_000_000L);
        Map<String, Long> steps = new TreeMap<>();
        List.of(
                        "SALES_ORDER",
                        "SHIP",
                        "CONFIRM_DELIVERY",
                        "BILL_SHIPMENT",
                        "RECEIVE_MONEY",
                        "TAKE_BACK",
                        "PLAN_PRODUCTION",
                        "ISSUE_MATERIAL",
                        "CONFIRM_WORK",
                        "PRODUCE",
                        "SETTLE",
                        "RECEIVE_GOODS",
                        "COUNT_STOCK")
                .forEach(step -> steps.put(step, 1_234_567L));
        return DisplayText.table(
                Duration.ofHours(30),
                "12,345,678 (1,000/s)",
                "12,345,678 (1,000/s)",
                new Figures(1, List.of(company("1000"), company("2000"))),
                lags,
                new Proof(1_234_567, 0, Map.of("balanced", 98_765_432L), 1, List.of()),
                steps);
    }

    @Test
    void noRowIsWiderThanAnOrdinaryTerminal() {
        assertThat(table()).allSatisfy(row -> assertThat(row).hasSizeLessThanOrEqualTo(DisplayText.WIDTH));
    }

    @Test
    void allThatWasDoneIsThere_andFiguresStandBelowTheirHeads() {
        List<String> rows = table();
        assertThat(String.join(", ", rows))
                .contains("1,234,567 sales orders", "1,234,567 goods receipts", "1,234,567 stock counts");
        String head = rows.stream()
                .filter(row -> row.startsWith("company"))
                .findFirst()
                .orElseThrow();
        String group =
                rows.stream().filter(row -> row.startsWith("group")).findFirst().orElseThrow();
        assertThat(group).hasSameSizeAs(head).contains("CNY").endsWith("-197,530,864,220");
    }
}
