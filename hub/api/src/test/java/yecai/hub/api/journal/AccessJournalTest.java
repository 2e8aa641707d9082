package yecai.hub.api.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.sql.Waiting;

final class AccessJournalTest {
    /** More than the queue and a batch hold. */
    private static final int MANY = 30_000;

    private static final AccessEntry ENTRY = new AccessEntry(
            Instant.EPOCH, "p", "token t", "c", AccessEntry.Action.READ, "finance.receipt", "", "304", 0);

    private static int count(String json) {
        return json.split("\"happened_at\"", -1).length - 1;
    }

    @Test
    void readersWhoAreFasterThanTheJournal_waitForIt() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger written = new AtomicInteger();
        try (AccessJournal journal = new AccessJournal(json -> {
            await(release);
            written.addAndGet(count(json));
        })) {
            CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < MANY; i++) {
                    journal.add(ENTRY);
                }
            });
            Waiting.until("the queue is full", () -> journal.waiting() == 20_000);
            assertThat(reader).isNotDone();
            release.countDown();
            reader.get(10, TimeUnit.MINUTES);
        }
        assertThat(written.get()).isEqualTo(MANY);
    }

    @Test
    void whatCannotBeRecorded_isRefused_withoutWaiting() {
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch works = new CountDownLatch(1);
        try (AccessJournal journal = new AccessJournal(json -> {
            if (works.getCount() > 0) {
                failed.countDown();
                throw new ProblemException(ProblemCode.HUB_UNAVAILABLE, "down");
            }
        })) {
            journal.add(ENTRY);
            await(failed);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < MANY; i++) {
                            journal.add(ENTRY);
                        }
                    })
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("cannot be recorded");
            works.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
