package yecai.sql.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SqlLiteralTest {
    @Test
    void of_doublesQuotes() {
        assertThat(SqlLiteral.of("")).isEqualTo("''");
        assertThat(SqlLiteral.of("it's")).isEqualTo("'it''s'");
        assertThat(SqlLiteral.of("'; drop table y; --")).isEqualTo("'''; drop table y; --'");
        assertThat(SqlLiteral.of("\"客户\"\n$$")).isEqualTo("'\"客户\"\n$$'");
    }

    /** An escape string with a space before it, so that it cannot join the word before. */
    @Test
    void of_writesBackslashesAsEscapes() {
        assertThat(SqlLiteral.of("a\\b")).isEqualTo(" E'a\\\\b'");
        assertThat(SqlLiteral.of("\\'")).isEqualTo(" E'\\\\'''");
    }

    @Test
    void of_refusesAZeroByte() {
        assertThatThrownBy(() -> SqlLiteral.of("a\0b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("zero byte");
        assertThatThrownBy(() -> SqlLiteral.of(null)).hasMessageContaining("text is null");
    }
}
