package yecai.sql.jdbi;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** Statements without parameters, in which {@code :}, {@code ?} and {@code <} mean what they mean to PostgreSQL. */
public final class RawSql {
    private RawSql() {}

    /** Runs one statement or several, parted by semicolons, in the handle's transaction. */
    public static void execute(Handle handle, String sql) throws SQLException {
        try (var statement = handle.getConnection().createStatement()) {
            statement.execute(sql);
        }
    }
}
