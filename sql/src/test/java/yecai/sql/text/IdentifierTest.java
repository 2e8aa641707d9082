package yecai.sql.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifierTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "sale, \"sale\"",
                "Sale Line, \"Sale Line\"",
                "select, \"select\"",
                "a.b, \"a.b\"",
                "客户, \"客户\"",
                "it's, \"it's\"",
                "back\\slash, \"back\\slash\"",
                "\", \"\"\"\"",
                "x\"; drop table y; --, \"x\"\"; drop table y; --\""
            })
    void quote_keepsTheNameWithinItsQuotes(String name, String quoted) {
        assertThat(Identifier.quote(name)).isEqualTo(quoted);
    }

    @Test
    void quote_ofTwoParts_quotesEach() {
        assertThat(Identifier.quote("erp_a", "odd.\"name")).isEqualTo("\"erp_a\".\"odd.\"\"name\"");
    }

    @Test
    void quote_refusesWhatNoObjectCanBeCalled() {
        assertThatThrownBy(() -> Identifier.quote("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Identifier.quote("a\0b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Identifier.quote(null)).hasMessageContaining("name is null");
    }
}
