package yecai.hub.dataset.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.ValueType;

final class LiteralTest {
    @ParameterizedTest
    @CsvSource({
        "TEXT, it is anything, it is anything",
        "NUMERIC, -12.50, -12.50",
        "DOUBLE, 1.5e-3, 1.5e-3",
        "SMALLINT, 32767, 32767",
        "INTEGER, -007, -7",
        "BIGINT, 9223372036854775807, 9223372036854775807",
        "BOOLEAN, True, true",
        "DATE, 2024-02-29, 2024-02-29",
        "TIMESTAMPTZ, 2026-01-31, 2026-01-31T00:00:00Z",
        "TIMESTAMPTZ, 2026-01-31T08:00:00+08:00, 2026-01-31T08:00+08:00",
        "TIMESTAMP, 2026-01-31T08:00:01, 2026-01-31T08:00:01",
        "INTERVAL, P1Y2M3D, P1Y2M3D",
        "INTERVAL, PT36H, PT36H",
        "UUID, 0-0-0-0-1, 00000000-0000-0000-0000-000000000001",
        "LSN, 0/16B3740, 0/16B3740",
    })
    void values_areReadAsTheirType(ValueType type, String text, String read) {
        assertThat(Literal.check(type, text, "c")).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "NUMERIC, NaN",
        "NUMERIC, 1e3",
        "NUMERIC, .5",
        "DOUBLE, Infinity",
        "SMALLINT, 32768",
        "INTEGER, 1.0",
        "BIGINT, 9223372036854775808",
        "BOOLEAN, yes",
        "DATE, 2026-02-29",
        "DATE, +10000-01-01",
        "DATE, -0001-01-01",
        "TIMESTAMPTZ, 2026-01-31T08:00:00",
        "TIMESTAMP, 2026-01-31T08:00:00Z",
        "INTERVAL, 1 day",
        "UUID, xyz",
        "LSN, 0/G",
        "JSON, 1",
        "TEXT_ARRAY, a",
    })
    void otherTexts_areRefused(ValueType type, String text) {
        assertThatThrownBy(() -> Literal.check(type, text, "due_date"))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.VALUE_NOT_VALID);
                    assertThat(problem.getMessage()).contains("'" + text + "'", "due_date");
                });
    }

    @Test
    void nullCharactersAndLongTexts_areRefused_evenAsText() {
        assertThatThrownBy(() -> Literal.check(ValueType.TEXT, "a\0b", "c")).isInstanceOf(ProblemException.class);
        assertThat(Literal.check(ValueType.TEXT, "x".repeat(4_000), "c")).hasSize(4_000);
        assertThatThrownBy(() -> Literal.check(ValueType.TEXT, "x".repeat(4_001), "c"))
                .isInstanceOf(ProblemException.class);
    }
}
