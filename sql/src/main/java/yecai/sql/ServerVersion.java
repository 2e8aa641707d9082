package yecai.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;

/**
 * The oldest PostgreSQL releases the hub runs on. Older ones keep prepared plans of a role after its membership was
 * revoked (CVE-2026-14666), so a reader could continue reading what was taken away.
 */
public final class ServerVersion {
    private static final Logger LOGGER = LoggerFactory.getLogger(ServerVersion.class);

    private ServerVersion() {}

    /**
     * Refuses a hub server below the floor.
     *
     * @param warnOnly log a warning instead of refusing
     * @throws YecaiException of kind HUB that names the version found and the versions wanted
     */
    public static void requireSupported(Connection connection, boolean warnOnly) {
        try {
            requireSupported(number(connection), warnOnly);
        } catch (SQLException e) {
            throw new YecaiException(
                    YecaiException.Kind.HUB, "Cannot read the version of the hub's server: " + e.getMessage(), e);
        }
    }

    static void requireSupported(int version, boolean warnOnly) {
        if (isSupported(version)) {
            return;
        }
        String message = ("The hub's server is PostgreSQL %d.%d. Below 15.19, 16.15, 17.11 and 18.6 a session keeps"
                        + " prepared plans after its rights were revoked (CVE-2026-14666). Update the server.")
                .formatted(version / 10_000, version % 10_000);
        if (!warnOnly) {
            throw new YecaiException(YecaiException.Kind.HUB, message);
        }
        LOGGER.warn(message);
    }

    static int number(Connection connection) throws SQLException {
        return Handles.with(
                connection,
                handle -> handle.createQuery("select current_setting('server_version_num')::integer")
                        .mapTo(Integer.class)
                        .one());
    }

    /** Takes server_version_num, such as 180006 for 18.6. */
    static boolean isSupported(int version) {
        int minor = version % 10_000;
        return switch (version / 10_000) {
            case 15 -> minor >= 19;
            case 16 -> minor >= 15;
            case 17 -> minor >= 11;
            case 18 -> minor >= 6;
            default -> version >= 190_000;
        };
    }
}
