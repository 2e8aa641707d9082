package yecai.hub.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import yecai.cdc.source.Server;
import yecai.hub.demo.display.Figures;

/** How many transactions the ERP committed since the hub's first load, and how many of them the hub applied. */
final class TransactionCounts {
    private final DemoHub hub;
    private final DemoErp erp;
    private final long loaded;

    private TransactionCounts(DemoHub hub, DemoErp erp, long loaded) {
        this.hub = hub;
        this.erp = erp;
        this.loaded = loaded;
    }

    /** Counts from what the hub has been loaded with until now. */
    static TransactionCounts since(DemoHub hub, DemoErp erp) throws SQLException {
        return new TransactionCounts(hub, erp, count(hub.capture(), "select count(*) from erp_demo.tx_tokens"));
    }

    // Each transaction of the ERP leaves one token.
    long inErp() throws SQLException {
        try (Connection connection = erp.open()) {
            return count(connection, "select count(*) from erp.tx_tokens") - loaded;
        }
    }

    long applied() throws SQLException {
        try (Connection connection = hub.capture().open("yecai demo");
                PreparedStatement statement =
                        connection.prepareStatement("select applied_transactions from hub.source where source = ?")) {
            statement.setString(1, Demo.SOURCE);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Opens a connection as finance for {@link #applied(Connection)}. */
    Connection openFinance() throws SQLException {
        return hub.finance().open("yecai demo");
    }

    /** The same number as finance reads it. */
    long applied(Connection finance) throws SQLException {
        return Figures.applied(finance, Demo.SOURCE);
    }

    private static long count(Server server, String sql) throws SQLException {
        try (Connection connection = server.open("yecai demo")) {
            return count(connection, sql);
        }
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
