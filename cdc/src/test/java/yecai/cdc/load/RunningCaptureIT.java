package yecai.cdc.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.cdc.ShopBed;
import yecai.cdc.progress.SourceLock;

/** A capture that releases the source's lock for moments, as it does when it restarts. */
class RunningCaptureIT {
    private ShopBed bed;

    @BeforeEach
    void start() throws SQLException {
        bed = new ShopBed();
        bed.load();
    }

    @AfterEach
    void stop() throws SQLException {
        bed.close();
    }

    private Connection open() throws SQLException {
        return bed.settings().hub().open("test");
    }

    private void holdWithGaps(AtomicBoolean stop) {
        try (Connection hub = open()) {
            while (!stop.get()) {
                SourceLock.take(hub, bed.settings().source());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
                SourceLock.release(hub, bed.settings().source());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void lockReleasedDuringARestart_isNotTakenForTheEndOfTheCapture() throws SQLException {
        bed.hub("update hub.source set state = 'streaming'");
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> holdWithGaps(stop));
        try (Connection control = open()) {
            bed.await(
                    "the lock to be held",
                    () -> RunningCapture.isThere(control, bed.settings().source()));
            for (int i = 0; i < 100; i++) {
                assertThat(RunningCapture.isThere(control, bed.settings().source()))
                        .as("question %d", i)
                        .isTrue();
            }
        } finally {
            stop.set(true);
            holder.join();
        }
    }

    @Test
    void captureThatWasStopped_orWasKilled_isNotThere() throws SQLException {
        try (Connection control = open()) {
            for (String state : new String[] {"stopped", "failed", "streaming"}) {
                bed.hub("update hub.source set state = '" + state + "'");
                assertThat(RunningCapture.isThere(control, bed.settings().source()))
                        .as(state)
                        .isFalse();
            }
        }
    }
}
