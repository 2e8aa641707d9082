package yecai.cdc.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.cdc.Capture;
import yecai.cdc.Preflight;
import yecai.cdc.SourceSettings;
import yecai.cdc.check.BarrierRequest;
import yecai.cdc.check.Deadline;
import yecai.cdc.check.ExportingSlot;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.SourceState;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.shape.TableRegister;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/**
 * Copies tables of a loaded source anew while its capture goes on: takes a snapshot of the ERP, lets the capture go on to the
 * very position that it stands for and hold there, and makes the mirror what the snapshot holds. What was deleted in the ERP
 * is deleted, what is the same stays. Readers see the change at once.
 */
public final class TableReload {
    private static final Logger LOG = LoggerFactory.getLogger(TableReload.class);
    private static final Duration HOLD = Duration.ofSeconds(60);
    private static final Duration CATCH_UP = Duration.ofMinutes(30);

    private final SourceSettings settings;

    public TableReload(SourceSettings settings) {
        this.settings = settings;
    }

    /** What the mirror does about columns that changed in the ERP. */
    public enum Decision {
        /** It takes the ERP's types; a column that the ERP no longer has is null in all rows. */
        ACCEPT,
        /** It keeps its types; a column that the ERP no longer has keeps the values that it had. */
        IGNORE
    }

    /**
     * Copies the tables.
     *
     * @param tables tables of the ERP as schema.table; if there is none, all that stand still
     * @return the number of rows
     */
    public long run(List<String> tables, Decision decision, LoadProgress progress) {
        try (Connection control = settings.hub().open("yecai load " + settings.source())) {
            SourceState.getLoaded(control, settings.source());
            List<FollowedTable> chosen = choose(control, tables);
            if (chosen.isEmpty()) {
                progress.phase("no table stands still");
                return 0;
            }
            if (!RunningCapture.isThere(control, settings.source())) {
                progress.phase("the capture is not running: running it until this is done");
                try (Capture capture = new Capture(settings)) {
                    capture.start();
                    return reload(control, chosen, decision, progress);
                }
            }
            return reload(control, chosen, decision, progress);
        } catch (SQLException e) {
            throw new YecaiException(
                    Kind.HUB, "copying tables of source " + settings.source() + " anew failed: " + e.getMessage(), e);
        }
    }

    private List<FollowedTable> choose(Connection control, List<String> names) throws SQLException {
        List<FollowedTable> known = new TableRegister(control, settings.source(), settings.mirrorSchema()).list();
        if (names.isEmpty()) {
            return known.stream().filter(FollowedTable::isStopped).toList();
        }
        List<FollowedTable> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(known.stream()
                    .filter(table -> table.table().sourceName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new YecaiException(
                            Kind.CONFIG,
                            "source " + settings.source() + " captures no table " + name + "; it captures "
                                    + known.stream()
                                            .map(table -> table.table().sourceName())
                                            .toList())));
        }
        return chosen;
    }

    private long reload(Connection control, List<FollowedTable> tables, Decision decision, LoadProgress progress)
            throws SQLException {
        progress.phase("holding the capture for a moment");
        try (BarrierRequest barrier = BarrierRequest.raise(control, settings.source(), "yecai load", HOLD)) {
            if (!Deadline.in(HOLD).await(barrier::isAnswered)) {
                throw notHeld("does not answer: it may be in the middle of a large transaction");
            }
            barrier.prolong();
            try (ExportingSlot slot = ExportingSlot.create(settings.erp(), settings.source(), Deadline.in(HOLD))) {
                barrier.stopBefore(slot.position());
                wakeCapture();
                long rows;
                try (FreshTables fresh = new FreshTables(settings, decision)) {
                    rows = whileProlonging(barrier, () -> fresh.copy(slot.snapshot(), tables, progress));
                    progress.phase("waiting until the capture is at " + Lsn.text(slot.position()));
                    Deadline deadline = Deadline.in(CATCH_UP);
                    if (!deadline.await(() -> isThere(barrier))) {
                        throw notHeld("did not reach position " + Lsn.text(slot.position()));
                    }
                    progress.phase("changing the mirror");
                    whileProlonging(barrier, () -> {
                        fresh.putInPlace(slot.position());
                        return 0L;
                    });
                }
                withdraw(barrier);
                progress.phase("copied anew at " + Lsn.text(slot.position()));
                return rows;
            }
        }
    }

    private static boolean isThere(BarrierRequest barrier) throws SQLException {
        barrier.prolong();
        return barrier.isAnswered();
    }

    private interface Work {
        long run() throws SQLException;
    }

    // The request must not be used by two threads, so the work leaves it alone.
    private static long whileProlonging(BarrierRequest barrier, Work work) throws SQLException {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "yecai-load-hold");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        barrier.prolong();
                    } catch (SQLException | YecaiException e) {
                        LOG.warn("the capture could not be held on: {}", e.getMessage());
                    }
                },
                HOLD.toMillis() / 6,
                HOLD.toMillis() / 6,
                TimeUnit.MILLISECONDS);
        try {
            return work.run();
        } finally {
            timer.shutdown();
            try {
                timer.awaitTermination(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // What was to be done is done and committed: that the request expired a moment before changes nothing.
    private static void withdraw(BarrierRequest barrier) throws SQLException {
        try {
            barrier.withdraw();
        } catch (YecaiException expired) {
            LOG.debug("the request to hold had expired", expired);
        }
    }

    /** A quiet ERP writes nothing that would tell the capture that it has reached the position. */
    private void wakeCapture() throws SQLException {
        try (Connection erp = Preflight.openErp(settings, "yecai load " + settings.source());
                PreparedStatement statement =
                        erp.prepareStatement("select pg_logical_emit_message(false, 'yecai', 'load')");
                ResultSet row = statement.executeQuery()) {
            row.next();
        }
    }

    private YecaiException notHeld(String what) {
        return new YecaiException(
                Kind.CONFLICT,
                "the capture of source " + settings.source() + " " + what + "; see `yecai status`, and try again");
    }
}
