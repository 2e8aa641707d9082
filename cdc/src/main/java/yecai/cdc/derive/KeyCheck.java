package yecai.cdc.derive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.pack.Mapping;

/**
 * Says which key of a mapping is wrong. Wrong keys make the insert of the full derivation fail by themselves, since they become
 * null or are not unique; so this runs only when it has failed.
 */
final class KeyCheck {
    private KeyCheck() {}

    /**
     * Reads the mapping's view, within the savepoint {@code mapping}; finds nothing if the view itself fails.
     *
     * @throws YecaiException of kind MAPPING that names the key
     */
    static void run(Statement statement, Mapping mapping, DeriveSql sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql.badKey())) {
            if (row.next()) {
                throw new YecaiException(
                        Kind.MAPPING,
                        row.getBoolean(3)
                                ? "mapping/" + mapping.name() + ".sql gives entity_key \"" + row.getString(1)
                                        + "\", which does not begin with the prefix \"" + mapping.prefix()
                                        + "\" and its derive_key (then nothing more, or a colon and a detail)"
                                : "mapping/" + mapping.name() + ".sql gives entity_key \"" + row.getString(1) + "\" "
                                        + row.getLong(2) + " times: make it unique, such as by a detail after a colon");
            }
        } catch (SQLException e) {
            if (!Parking.isDataError(e)) {
                throw e;
            }
            statement.execute("rollback to savepoint mapping");
        }
    }
}
