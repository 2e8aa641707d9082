package yecai.bench.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;
import yecai.bench.server.BenchHub;
import yecai.bench.server.BenchServers;

/**
 * The plain way to copy tables: binary COPY from one server into the other at one exported snapshot, the largest tables
 * first, so many at a time, keys after the rows.
 */
final class CopyPipe {
    private final BenchServers servers;
    private final List<LoadTables.Table> tables;
    private final int workers;

    CopyPipe(BenchServers servers, List<LoadTables.Table> tables, int workers) {
        this.servers = servers;
        this.tables = tables;
        this.workers = workers;
    }

    void run(String database) throws SQLException {
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try (Connection holder = servers.erp().openAsAdmin("postgres")) {
            holder.setAutoCommit(false);
            holder.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            String snapshot = BenchServers.text(holder, "select pg_export_snapshot()");
            ConcurrentLinkedQueue<LoadTables.Table> queue = new ConcurrentLinkedQueue<>(tables);
            List<Future<?>> copies = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                copies.add(pool.submit(() -> {
                    copy(snapshot, database, queue);
                    return null;
                }));
            }
            for (Future<?> copy : copies) {
                copy.get();
            }
        } catch (ExecutionException problem) {
            throw new IllegalStateException("the COPY pipe failed", problem.getCause());
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
        } finally {
            pool.shutdownNow();
        }
    }

    private void copy(String snapshot, String database, ConcurrentLinkedQueue<LoadTables.Table> queue)
            throws SQLException {
        try (Connection from = servers.erp().openAsAdmin("postgres");
                Connection to = servers.hub().openAsAdmin(database)) {
            from.setAutoCommit(false);
            from.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            BenchHub.execute(from, "set transaction snapshot '" + snapshot + "'");
            for (LoadTables.Table table = queue.poll(); table != null; table = queue.poll()) {
                BenchHub.execute(to, table.definition(false));
                copy(from, to, "public." + table.name() + " (" + LoadTables.COLUMNS + ")");
                BenchHub.execute(to, "alter table public." + table.name() + " add primary key (id)");
            }
            from.rollback();
        }
    }

    private static void copy(Connection from, Connection to, String relation) throws SQLException {
        CopyOut out =
                from.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + relation + " to stdout (format binary)");
        CopyIn in =
                to.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + relation + " from stdin (format binary)");
        byte[] portion;
        while ((portion = out.readFromCopy()) != null) {
            in.writeToCopy(portion, 0, portion.length);
        }
        in.endCopy();
    }
}
