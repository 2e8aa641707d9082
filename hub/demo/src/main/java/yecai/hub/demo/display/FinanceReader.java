package yecai.hub.demo.display;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import yecai.cdc.source.Server;

/** A finance system's connection: reads only, and asks the same questions again and again, so it plans them once. */
public final class FinanceReader {
    private FinanceReader() {}

    public static Connection open(Server login, String application) throws SQLException {
        Connection connection = login.openPrepared(application);
        connection.setReadOnly(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = force_generic_plan");
        }
        return connection;
    }
}
