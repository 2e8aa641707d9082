package yecai.hub.dataset.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WorkbookCellTest {
    @Test
    void numbersOfFifteenDigits_areNumbers_andOthersAreNot() {
        for (String number : List.of(
                "0", "-1.50", "123456789012345", "0.000001", "12345678901234.50", "1E+300", "100000000000000000")) {
            assertThat(WorkbookCell.findNumber(number)).as(number).isPresent();
        }
        for (String number : List.of(
                "1234567890123456",
                "12345678901234567.89",
                "9223372036854775807",
                "NaN",
                "Infinity",
                "-Infinity",
                "1E+400",
                "1E-400")) {
            assertThat(WorkbookCell.findNumber(number)).as(number).isEmpty();
        }
    }

    @Test
    void daysOfTheSpreadsheetsCalendar_areDates() {
        assertThat(WorkbookCell.hasDay(LocalDate.of(1900, 3, 1))).isTrue();
        assertThat(WorkbookCell.hasDay(LocalDate.of(9999, 12, 31))).isTrue();
        for (LocalDate day : List.of(
                LocalDate.of(1900, 2, 28),
                LocalDate.of(1899, 12, 1),
                LocalDate.of(10_000, 1, 1),
                LocalDate.MAX,
                LocalDate.MIN)) {
            assertThat(WorkbookCell.hasDay(day)).as(day.toString()).isFalse();
        }
    }

    @Test
    void texts_areCutBetweenCharacters_andHoldOnlyWhatXmlHolds() {
        assertThat(WorkbookCell.fitting("客户 \uD842\uDFB7\n\t")).isEqualTo("客户 \uD842\uDFB7\n\t");
        assertThat(WorkbookCell.fitting("a\u0001b\u000Bc\uD800d\uFFFFe")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
        assertThat(WorkbookCell.fitting("x".repeat(40_000))).hasSize(32_767).endsWith("x…");
        assertThat(WorkbookCell.fitting("x" + "\uD842\uDFB7".repeat(20_000)))
                .endsWith("\uD842\uDFB7…")
                .hasSizeLessThanOrEqualTo(32_767);
        assertThat(WorkbookCell.fitting("x".repeat(32_767))).hasSize(32_767).endsWith("xx");
    }
}
