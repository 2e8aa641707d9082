package yecai.hub.demo.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.hub.demo.erp.engine.Token;

/** Worker 1 has committed transaction 5 before, worker 2 transaction 7. */
final class CommitLogTest {
    private final CommitLog log = new CommitLog(Map.of(1, 5L, 2, 7L));

    /** 1/6 commits from 10 to 20, 2/8 from 15 to 25, 2/9 from 30 to 40; 1/7 begins at 50. */
    @BeforeEach
    void commit() {
        commit(1, 6, 10, 20);
        commit(2, 8, 15, 25);
        commit(2, 9, 30, 40);
        log.committing(token(1, 7), 50);
    }

    @Test
    void everyPrefix_isAccepted() {
        assertThat(log.findGap(Map.of(1, 5L, 2, 7L))).isEmpty();
        assertThat(log.findGap(Map.of(1, 6L, 2, 7L))).isEmpty();
        assertThat(log.findGap(Map.of(1, 6L, 2, 8L))).isEmpty();
        assertThat(log.findGap(Map.of(1, 6L, 2, 9L))).isEmpty();
    }

    @Test
    void commitsAtTheSameTime_mayComeInEitherOrder() {
        assertThat(log.findGap(Map.of(1, 5L, 2, 8L))).isEmpty();
    }

    @Test
    void aTransactionWhoseCommitHasNotReturned_mayBeVisible() {
        assertThat(log.findGap(Map.of(1, 7L, 2, 9L))).isEmpty();
    }

    @Test
    void missingEarlierTransaction_isFound() {
        assertThat(log.findGap(Map.of(1, 5L, 2, 9L)).orElseThrow()).contains("transaction 6 of worker 1 is missing");
        assertThat(log.findGap(Map.of(1, 7L, 2, 8L)).orElseThrow()).contains("transaction 9 of worker 2 is missing");
    }

    @Test
    void transactionThatIsGoneAgain_isFound() {
        log.prove(Map.of(1, 6L, 2, 8L));
        assertThat(log.findGap(Map.of(1, 6L, 2, 7L)).orElseThrow()).contains("transaction 8 of worker 2");
    }

    @Test
    void proving_forgetsNothingThatIsNeeded() {
        log.prove(Map.of(1, 5L, 2, 8L));
        assertThat(log.findGap(Map.of(1, 5L, 2, 9L))).isPresent();
        assertThat(log.findGap(Map.of(1, 6L, 2, 9L))).isEmpty();
    }

    @Test
    void tokenThatTheErpNeverCommitted_isFound() {
        assertThat(log.findDifference(1, 8, 3, BigDecimal.TEN)).isPresent();
        assertThat(log.findDifference(1, 6, 3, BigDecimal.TEN)).isEmpty();
        assertThat(log.findDifference(1, 6, 2, BigDecimal.TEN)).isPresent();
        assertThat(log.findDifference(1, 6, 3, BigDecimal.ONE)).isPresent();
    }

    private void commit(int worker, long n, long began, long returned) {
        log.committing(token(worker, n), began);
        log.committed(token(worker, n), returned);
    }

    private static Token token(int worker, long n) {
        return new Token(worker, n, "STEP", 3, BigDecimal.TEN, Optional.empty());
    }
}
