package yecai.cdc.derive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The canonical rows of one document that cannot be mapped. */
final class OwnedRows {
    private final Connection hub;
    private final OwnedSql sql;

    OwnedRows(Connection hub, OwnedSql sql) {
        this.hub = hub;
        this.sql = sql;
    }

    /** Deletes the rows that the derive key owns, and no other key gives. */
    void delete(String key) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String entityKey : list(sql.rows(), key)) {
            if (!isAnothers(entityKey, key)) {
                rows.add(entityKey);
            }
        }
        try (PreparedStatement delete = hub.prepareStatement(sql.delete())) {
            delete.setArray(1, hub.createArrayOf("text", rows.toArray()));
            delete.executeUpdate();
        }
    }

    // A key such as M1:A looks like a detail of M1. An owner that cannot be mapped is parked when its turn comes.
    private boolean isAnothers(String entityKey, String key) throws SQLException {
        for (String owner : list(sql.others(), entityKey, key)) {
            try (Statement savepoint = hub.createStatement()) {
                savepoint.execute("savepoint owner");
                try {
                    if (gives(owner, entityKey)) {
                        return true;
                    }
                } catch (SQLException e) {
                    if (!Parking.isDataError(e)) {
                        throw e;
                    }
                    savepoint.execute("rollback to savepoint owner");
                }
                savepoint.execute("release savepoint owner");
            }
        }
        return false;
    }

    private boolean gives(String owner, String entityKey) throws SQLException {
        try (PreparedStatement statement = hub.prepareStatement(sql.gives())) {
            statement.setString(1, owner);
            statement.setString(2, entityKey);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private List<String> list(String query, String... values) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = hub.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }
}
