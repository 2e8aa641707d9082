package yecai.hub.cli.pack;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import yecai.cdc.Capture;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.TableSpec;
import yecai.sql.text.Identifier;

/** The running capture of a trial. */
final class TrialCapture implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(10);

    private final SourceSettings settings;
    private final TrialServer server;
    private final Capture capture;

    TrialCapture(SourceSettings settings, TrialServer server) {
        this.settings = settings;
        this.server = server;
        this.capture = new Capture(settings);
        capture.start();
    }

    /** Kills the capture's sessions at both servers, as a crash would, waits until it has noticed, and ends it. */
    void kill() throws SQLException {
        long failures = capture.metrics().failures();
        try (Connection admin = server.openErp()) {
            TrialServer.run(
                    admin,
                    "select pg_terminate_backend(pid) from pg_stat_activity where usename = '"
                            + settings.hub().user() + "' or usename = '"
                            + settings.erp().user() + "'");
        }
        long deadline = System.nanoTime() + PATIENCE;
        while (capture.metrics().failures() == failures && !capture.ended().isDone()) {
            if (System.nanoTime() > deadline) {
                throw late("the capture has not noticed that its sessions were killed");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        close();
    }

    /** Waits until the hub has applied everything that the ERP has committed by now. */
    void awaitCaughtUp() throws SQLException {
        String target;
        try (Connection erp = server.openErp()) {
            target = text(erp, "select pg_current_wal_lsn()");
            touch(erp);
        }
        long deadline = System.nanoTime() + PATIENCE;
        try (Connection hub = settings.hub().open("trial")) {
            while (!text(hub, "select position >= '" + target + "'::pg_lsn from hub.source")
                    .equals("t")) {
                requireRunning();
                if (System.nanoTime() > deadline) {
                    throw late("the hub has not reached " + target + ", it is at "
                            + text(hub, "select position from hub.source"));
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    @Override
    public void close() {
        capture.close();
    }

    // A change that changes nothing, so that there is something captured beyond the position that is waited for.
    private void touch(Connection erp) throws SQLException {
        for (TableSpec table : settings.pack().tables()) {
            String key = Identifier.quote(table.key().get(0));
            String sql = "update " + table.quotedSource() + " set " + key + " = " + key
                    + " where ctid = (select ctid from " + table.quotedSource() + " limit 1)";
            if (Handles.with(erp, handle -> handle.execute(sql)) > 0) {
                return;
            }
        }
        throw late("the captured tables are empty, so that nothing can be captured");
    }

    /** Fails with what ended the capture, if it has ended. */
    void requireRunning() {
        try {
            if (capture.ended().isDone()) {
                capture.ended().join();
            }
        } catch (CompletionException ended) {
            throw ended.getCause() instanceof RuntimeException reason ? reason : ended;
        }
    }

    private static YecaiException late(String what) {
        return new YecaiException(YecaiException.Kind.INTERNAL, what);
    }

    private static String text(Connection connection, String sql) throws SQLException {
        return Handles.with(
                connection,
                handle -> handle.createQuery(sql).mapTo(String.class).one());
    }
}
