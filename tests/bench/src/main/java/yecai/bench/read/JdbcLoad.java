package yecai.bench.read;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.postgresql.PGConnection;
import yecai.cdc.source.Server;

/** The same governed queries with the same role switch, straight from the database. */
record JdbcLoad(Server server) {
    /** Binds the values of one query. */
    interface Values {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Runs transactions on each of the connections, at least one; returns how many were done. */
    long run(int clients, Duration time, String sql, Values values) {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            long end = System.nanoTime() + time.toNanos();
            List<CompletableFuture<Long>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(CompletableFuture.supplyAsync(() -> client(end, sql, values), threads));
            }
            return all.stream().mapToLong(CompletableFuture::join).sum();
        } finally {
            threads.shutdownNow();
        }
    }

    private long client(long end, String sql, Values values) {
        try (Connection connection = open();
                PreparedStatement role =
                        connection.prepareStatement("select set_config('role', '" + ReadBed.PRINCIPAL + "', true)");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            long done = 0;
            do {
                role.execute();
                values.bind(statement);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        row.getString(1);
                    }
                }
                connection.commit();
                done++;
            } while (System.nanoTime() < end);
            return done;
        } catch (SQLException problem) {
            throw new IllegalStateException(problem);
        }
    }

    /** COPYs a query into nothing; returns the rows. */
    long copy(String query) throws SQLException, IOException {
        try (Connection connection = open();
                PreparedStatement role =
                        connection.prepareStatement("select set_config('role', '" + ReadBed.PRINCIPAL + "', true)")) {
            role.execute();
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (" + query + ") to stdout (format csv)", OutputStream.nullOutputStream());
        }
    }

    private Connection open() throws SQLException {
        Connection connection = server.open("yecai bench");
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return connection;
    }
}
