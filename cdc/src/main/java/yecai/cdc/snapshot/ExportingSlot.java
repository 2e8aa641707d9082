package yecai.cdc.snapshot;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.progress.Lsn;
import yecai.cdc.source.Server;
import yecai.cdc.source.SqlProblem;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/**
 * A temporary replication slot, made only because its creation gives what nothing else does: a snapshot and the log
 * position that it belongs to. The snapshot lasts until the slot is closed; adopt it before.
 *
 * @param position every transaction whose commit record starts before it is in the snapshot, and no other
 * @param systemIdentifier names the ERP's server
 */
public record ExportingSlot(Connection replication, long position, String snapshot, String systemIdentifier)
        implements AutoCloseable {
    private static final String NO_SLOT_LEFT = "53400";

    /** Creates the slot; names which transaction blocks it if that takes longer than the deadline. */
    public static ExportingSlot create(Server erp, String source, Deadline deadline) throws SQLException {
        Connection replication = erp.openReplication("yecai check");
        try {
            return create(replication, erp, source, deadline);
        } catch (SQLException | RuntimeException problem) {
            replication.close();
            throw problem;
        }
    }

    @Override
    public void close() throws SQLException {
        replication.close();
    }

    private static ExportingSlot create(Connection replication, Server erp, String source, Deadline deadline)
            throws SQLException {
        try (Statement statement = replication.createStatement()) {
            String system = Preflight.systemIdentifier(replication);
            int process;
            try (ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
                row.next();
                process = row.getInt(1);
            }
            String command = "CREATE_REPLICATION_SLOT yecai_check_" + source + "_" + process
                    + " TEMPORARY LOGICAL pgoutput (SNAPSHOT 'export')";
            CompletableFuture<ExportingSlot> slot = CompletableFuture.supplyAsync(
                    () -> run(replication, statement, command, system), task -> start(task));
            return await(slot, statement, erp, process, deadline);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "yecai-check-slot");
        thread.setDaemon(true);
        thread.start();
    }

    private static ExportingSlot run(Connection replication, Statement statement, String command, String system) {
        try (ResultSet row = statement.executeQuery(command)) {
            row.next();
            return new ExportingSlot(
                    replication, Lsn.parse(row.getString("consistent_point")), row.getString("snapshot_name"), system);
        } catch (SQLException problem) {
            throw new CompletionException(problem);
        }
    }

    private static ExportingSlot await(
            CompletableFuture<ExportingSlot> slot, Statement statement, Server erp, int process, Deadline deadline)
            throws SQLException {
        try {
            return slot.get(deadline.millisLeft(), MILLISECONDS);
        } catch (TimeoutException late) {
            String blockers = SlotBlockers.describe(erp, process);
            statement.cancel();
            throw new YecaiException(
                    Kind.SOURCE,
                    "the ERP gives no snapshot while older writing transactions are open: " + blockers
                            + "; try again when they have ended",
                    late);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SQLException problem) {
                throw explain(erp, problem);
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException | CancellationException stopped) {
            statement.cancel();
            Thread.currentThread().interrupt();
            throw new YecaiException(Kind.CONFLICT, "the check was interrupted", stopped);
        }
    }

    private static RuntimeException explain(Server erp, SQLException problem) {
        if (NO_SLOT_LEFT.equals(problem.getSQLState())) {
            return new YecaiException(
                    Kind.SOURCE,
                    "the ERP's server has no replication slot or sender left for the check (" + SqlProblem.text(problem)
                            + "); raise max_replication_slots and max_wal_senders by 1",
                    problem);
        }
        return SqlProblem.source(erp, problem);
    }
}
