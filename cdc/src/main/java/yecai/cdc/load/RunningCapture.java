package yecai.cdc.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import yecai.cdc.progress.Lead;
import yecai.cdc.progress.Lead.Role;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.progress.SourceState;
import yecai.cdc.progress.SourceState.Phase;
import yecai.cdc.snapshot.Deadline;

/** Whether a source is being captured. */
public final class RunningCapture {
    private static final Duration RESTART = Duration.ofSeconds(5);
    private static final Duration LONG_RESTART = Duration.ofMinutes(1);

    private RunningCapture() {}

    /**
     * Tells whether some connection holds the source's lock. A capture that restarts releases it for a moment, so one
     * moment in which the lock is free proves nothing as long as the source's state says that it is captured.
     *
     * @param control connection to the hub in autocommit mode, only for this: it gives up the source
     */
    public static boolean isThere(Connection control, String source) throws SQLException {
        if (isHeldWithin(RESTART, control, source)) {
            return true;
        }
        // whoever leads the source lives, and may be at a long restart
        return Lead.findHolder(control, source, Role.LEAD).isPresent() && isHeldWithin(LONG_RESTART, control, source);
    }

    private static boolean isHeldWithin(Duration time, Connection control, String source) throws SQLException {
        AtomicBoolean held = new AtomicBoolean();
        Deadline.in(time).await(() -> {
            held.set(isHeld(control, source));
            return held.get() || isOver(SourceState.getLoaded(control, source).phase());
        });
        return held.get();
    }

    private static boolean isHeld(Connection control, String source) throws SQLException {
        boolean free = SourceLock.tryTake(control, source);
        if (free) {
            SourceLock.release(control, source);
        }
        return !free;
    }

    private static boolean isOver(Phase phase) {
        return phase != Phase.STREAMING && phase != Phase.WAITING;
    }
}
