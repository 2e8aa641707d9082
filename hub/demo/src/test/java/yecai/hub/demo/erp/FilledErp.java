package yecai.hub.demo.erp;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import yecai.hub.demo.erp.engine.ErpSchema;
import yecai.sql.servers.TestServer;
import yecai.sql.servers.TestServers;
import yecai.sql.servers.TestServers.Role;

/** A server with a demo ERP in which some business has been done. */
public final class FilledErp implements AutoCloseable {
    private final TestServer server;

    private FilledErp(TestServer server) {
        this.server = server;
    }

    /** Starts it and does business with four workers, who meet by chance. */
    public static FilledErp with(int transactions) throws SQLException {
        return with(transactions, 11);
    }

    /** The same with another seed. */
    static FilledErp with(int transactions, int seed) throws SQLException {
        FilledErp erp = new FilledErp(TestServers.start(Role.ERP, Map.of()));
        try (Connection owner = erp.open()) {
            ErpSchema.create(owner);
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        LocalDate goLive = today.withDayOfMonth(1).minusMonths(2);
        try (Workload workload = new Workload(erp::open, 4, seed, goLive, Mix.usual())) {
            workload.goLive();
            workload.fill(transactions, goLive, today);
        }
        return erp;
    }

    public Connection open() throws SQLException {
        return server.open("postgres", "postgres");
    }

    /** The first column of the first row, as a number. */
    public static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
