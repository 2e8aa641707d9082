package yecai.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RangeSumsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 65536, 1",
        "255, 65536, 1",
        "512, 65536, 2",
        "1000, 65536, 2",
        "10000000, 65536, 32768",
        "99999999999, 65536, 65536",
        "10000000, 4096, 4096"
    })
    void ranges_areAPowerOfTwoThatGrowsWithTheTable(long rows, int most, int expected) {
        assertThat(RangeSums.ranges(rows, most)).isEqualTo(expected);
    }
}
