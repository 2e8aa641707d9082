package yecai.cdc.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import yecai.cdc.capture.PostgresReader.ChangeSink;
import yecai.cdc.change.Change;

@Timeout(600)
class LogUpToTest {
    private static final long TARGET = 200;
    private static final long HELD = 100;

    private final List<Change> passed = new ArrayList<>();
    private final AtomicLong committed = new AtomicLong(50);
    private final LogUpTo log = new LogUpTo(new Recorder(), committed::get, TARGET, HELD);

    /** Commits each transaction at once. */
    private final class Recorder implements ChangeSink {
        @Override
        public void accept(List<Change> changes) {
            passed.addAll(changes);
            for (Change change : changes) {
                if (change instanceof Change.End end) {
                    committed.set(end.position());
                }
            }
        }

        @Override
        public void ended(Throwable cause) {}
    }

    private static Change begin(long txid) {
        return new Change.Begin(txid);
    }

    private static Change end(long txid, long position) {
        return new Change.End(txid, position, 0, 0);
    }

    private static Change row(int bytes) {
        return new Change.Row(null, Change.Kind.INSERT, new Object[0], null, bytes);
    }

    @Test
    void transactionUpToTheTarget_isPassedOn_whenItIsWhole() throws InterruptedException {
        log.accept(List.of(begin(1)));
        assertThat(passed).isEmpty();
        log.accept(List.of(end(1, TARGET)));

        assertThat(passed).containsExactly(begin(1), end(1, TARGET));
        assertThat(log.isApplied()).isFalse();
    }

    @Test
    void transactionBehindTheTarget_isNot_andEndsIt() throws InterruptedException {
        log.accept(List.of(begin(1), end(1, 150), begin(2), end(2, TARGET + 1), begin(3), end(3, 300)));

        assertThat(passed).containsExactly(begin(1), end(1, 150));
        assertThat(log.isApplied()).isTrue();
    }

    @Test
    void heartbeatAtTheTarget_endsIt_andAnEarlierOneDoesNot() throws InterruptedException {
        log.accept(List.of(new Change.Heartbeat(TARGET - 1)));
        assertThat(log.isApplied()).isFalse();
        log.accept(List.of(new Change.Heartbeat(TARGET)));

        assertThat(log.isApplied()).isTrue();
        assertThat(passed).isEmpty();
    }

    @Test
    void largeTransaction_isPassedOnInPart_butItsEndIsHeldBackBehindTheTarget() throws InterruptedException {
        Change large = row(101);
        log.accept(List.of(begin(1), large));
        assertThat(passed).containsExactly(begin(1), large);
        log.accept(List.of(row(1), end(1, TARGET + 1)));

        assertThat(passed).containsExactly(begin(1), large);
        assertThat(log.isApplied()).isTrue();
    }
}
