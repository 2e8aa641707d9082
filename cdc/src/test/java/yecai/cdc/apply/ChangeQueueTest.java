package yecai.cdc.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import yecai.cdc.change.Change;

@Timeout(600)
class ChangeQueueTest {
    private static final Change.Begin FIRST = new Change.Begin(1);
    private static final Change.Begin SECOND = new Change.Begin(2);

    private final ChangeQueue queue = new ChangeQueue(200);

    private static List<Change> row(int bytes) {
        return List.of(new Change.Row(null, Change.Kind.INSERT, new Object[0], null, bytes));
    }

    private CompletableFuture<Void> accept(List<Change> changes) {
        return CompletableFuture.runAsync(() -> {
            try {
                queue.accept(changes);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void portions_comeInTheirOrder() throws InterruptedException {
        queue.accept(List.of(FIRST));
        queue.accept(List.of(SECOND));

        assertThat(queue.poll(0)).containsExactly(FIRST);
        assertThat(queue.poll(0)).containsExactly(SECOND);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void poll_returnsNull_ifNothingComesInTime() throws InterruptedException {
        assertThat(queue.poll(1)).isNull();
    }

    @Test
    void accept_waitsUntilThePortionFits() throws Exception {
        queue.accept(row(160));
        CompletableFuture<Void> second = accept(row(50));

        assertThatThrownBy(() -> second.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        queue.poll(0);
        second.get(10, TimeUnit.MINUTES);
        assertThat(queue.poll(0)).hasSize(1);
    }

    @Test
    void portionLargerThanTheQueue_isTakenWhenItIsEmpty() throws InterruptedException {
        queue.accept(row(1_000));

        assertThat(queue.poll(0)).hasSize(1);
    }

    @Test
    void end_isReachedWhenEverythingWasTaken() throws InterruptedException {
        Throwable cause = new IllegalStateException("gone");
        queue.accept(List.of(FIRST));
        queue.ended(cause);

        assertThat(queue.isExhausted()).isFalse();
        assertThat(queue.poll(10_000)).containsExactly(FIRST);
        assertThat(queue.isExhausted()).isTrue();
        assertThat(queue.cause()).isSameAs(cause);
        assertThat(queue.poll(10_000)).isNull();
    }

    @Test
    void abandonedQueue_dropsLaterChanges_andBlocksNoThread() throws Exception {
        queue.accept(row(200));
        CompletableFuture<Void> waiting = accept(row(200));
        queue.abandon();

        waiting.get(10, TimeUnit.SECONDS);
        queue.accept(row(200));
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void readChanges_giveWhatWasPutBackFirst_inItsOrder() throws InterruptedException {
        ReadChanges changes = new ReadChanges(queue);
        Change third = new Change.Begin(3);
        queue.accept(List.of(FIRST, SECOND, third));

        Change first = changes.next(0);
        Change second = changes.next(0);
        changes.putBack(List.of(first, second));
        assertThat(changes.isEmpty()).isFalse();
        assertThat(List.of(changes.next(0), changes.next(0), changes.next(0))).containsExactly(FIRST, SECOND, third);
        assertThat(changes.isEmpty()).isTrue();
        assertThat(changes.next(0)).isNull();
    }
}
