package yecai.cdc.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import yecai.cdc.progress.Lsn;

class LogHistoryTest {
    @Test
    void parse_readsWhereEachTimelineWasLeft() {
        LogHistory history = LogHistory.parse(
                4,
                "1\t0/3000060\tno recovery target specified\n\n# a comment\n3\tF/A0\tbefore 2026-11-29 05:00:00+00\n");

        assertThat(history.findEnd(1)).contains(Lsn.parse("0/3000060"));
        assertThat(history.findEnd(3)).contains(Lsn.parse("F/A0"));
        assertThat(history.findEnd(2)).isEmpty();
        assertThat(history.findEnd(4)).isEmpty();
    }
}
