package yecai.sql;

import java.sql.Connection;
import java.sql.SQLException;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;
import yecai.sql.text.Resources;

/**
 * Functions of PostgreSQL that everybody may call, and with which one reader could hold up the others: advisory locks (they
 * fill the server's table of locks), large objects and messages in the server's log (they fill the disk). On a server of the hub
 * alone also the connection to its other databases, from where the same could be done.
 */
public final class PublicFunctions {
    private PublicFunctions() {}

    /**
     * Closes them to readers. Only a superuser can; for another administrator this does nothing, and lint 27 warns.
     *
     * @param hub connection of an administrator to the hub's database, in auto-commit mode
     * @throws YecaiException of kind HUB when the server refuses
     */
    public static void close(Connection hub) {
        try {
            Handles.use(hub, handle -> {
                boolean isSuperuser = handle.createQuery("select pg_catalog.current_setting('is_superuser') = 'on'")
                        .mapTo(boolean.class)
                        .one();
                if (isSuperuser) {
                    handle.execute(Resources.read("sql/close_public_functions.sql"));
                }
            });
        } catch (SQLException e) {
            throw new YecaiException(
                    YecaiException.Kind.HUB, "Closing functions of the server to readers failed: " + e.getMessage(), e);
        }
    }
}
