package yecai.hub.console.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import yecai.hub.dataset.Language;

final class FiguresTest {
    @Test
    void number_groupsDigitsAndKeepsAllDecimals() {
        assertThat(Figures.number("1234567.80")).isEqualTo("1,234,567.80");
        assertThat(Figures.number("-1234.5")).isEqualTo("\u22121,234.5");
        assertThat(Figures.number("0")).isEqualTo("0");
        assertThat(Figures.number("12345678901234567890.123456789")).isEqualTo("12,345,678,901,234,567,890.123456789");
    }

    @Test
    void number_leavesWhatIsNone() {
        assertThat(Figures.number("NaN")).isEqualTo("NaN");
    }

    @Test
    void quantity_hasNoTrailingZeros() {
        assertThat(Figures.quantity("1200.500000")).isEqualTo("1,200.5");
        assertThat(Figures.quantity("100")).isEqualTo("100");
    }

    @Test
    void percent_isOfOne() {
        assertThat(Figures.percent("0.12345")).isEqualTo("12.3 %");
    }

    @Test
    void moment_isInUtc() {
        assertThat(Figures.moment(Instant.parse("2026-01-31T08:00:00Z"))).isEqualTo("2026-01-31 08:00:00 UTC");
    }

    @Test
    void age_hasTheLargestUnitThatSaysEnough() {
        Words words = Words.of(Language.EN);
        assertThat(Figures.age(words, Duration.ofSeconds(2))).isEqualTo("2 s ago");
        assertThat(Figures.age(words, Duration.ofSeconds(-5))).isEqualTo("0 s ago");
        assertThat(Figures.age(words, Duration.ofMinutes(3))).isEqualTo("3 min ago");
        assertThat(Figures.age(words, Duration.ofDays(3))).isEqualTo("3 days ago");
    }
}
