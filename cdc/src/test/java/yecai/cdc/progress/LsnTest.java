package yecai.cdc.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LsnTest {
    @ParameterizedTest
    @ValueSource(strings = {"0/1", "0/16B3748", "1/0", "7FFFFFFF/FFFFFFFF"})
    void parse_andText_areTheReverseOfEachOther(String text) {
        assertThat(Lsn.text(Lsn.parse(text))).isEqualTo(text);
    }

    @Test
    void parse_countsBytes() {
        assertThat(Lsn.parse("1/2A")).isEqualTo((1L << 32) + 0x2A);
    }
}
