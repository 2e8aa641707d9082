package yecai.cdc.derive.touch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FewKeysTest {
    private static final long[] TXIDS = {701, 702};
    private static final long[] TIMES = {1_000, 2_000};

    private final FewKeys keys = new FewKeys();

    @Test
    void arguments_areTheNewestFirst_eachOnce() {
        keys.add(List.of(3, 4), Map.of("a", 0));
        keys.add(List.of(4), Map.of("a", 1));
        keys.add(List.of(4), Map.of("b", 0));

        assertThat(keys.arguments(3, TXIDS, TIMES, 2)).isEqualTo("'{\"a\"}', '{701}', '{1000}'");
        assertThat(keys.arguments(4, TXIDS, TIMES, 2)).isEqualTo("'{\"a\",\"b\"}', '{702,701}', '{2000,1000}'");
    }

    @Test
    void keysOfNoTransaction_haveNone() {
        keys.add(List.of(0), Map.of("a", 0));

        assertThat(keys.arguments(0, new long[0], new long[0], 0)).isEqualTo("'{\"a\"}', '{null}', '{null}'");
    }

    @Test
    void keysOfAnyText_areWritten() {
        keys.add(List.of(0), Map.of("it's {1,2} \"x\" \\ null", 0));

        assertThat(keys.arguments(0, TXIDS, TIMES, 2))
                .isEqualTo(" E'{\"it''s {1,2} \\\\\"x\\\\\" \\\\\\\\ null\"}', '{701}', '{1000}'");
    }

    @Test
    void moreThanFew_areNotAll_untilTheNextBatch() {
        Map<String, Integer> many = new HashMap<>();
        for (int i = 0; i < 2_001; i++) {
            many.put("k" + i, 0);
        }
        keys.add(List.of(0), many);
        assertThat(keys.areAll()).isFalse();

        keys.clear();
        keys.add(List.of(0), Map.of("a", 0));
        assertThat(keys.areAll()).isTrue();
        assertThat(keys.of(0)).containsOnlyKeys("a");
        assertThat(keys.of(1)).isEmpty();
    }
}
