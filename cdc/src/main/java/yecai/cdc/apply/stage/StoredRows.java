package yecai.cdc.apply.stage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads rows of a mirror by their key, and adds up how large they are. */
final class StoredRows implements NetEffect.MirrorLookup {
    private final Connection hub;
    private final StageSql sql;
    private final int columns;
    private long bytes;

    StoredRows(Connection hub, StageSql sql, int columns) {
        this.hub = hub;
        this.sql = sql;
        this.columns = columns;
    }

    @Override
    public Object[] find(Object[] key) throws SQLException {
        try (PreparedStatement statement = hub.prepareStatement(sql.find())) {
            for (int i = 0; i < key.length; i++) {
                statement.setString(i + 1, key[i].toString());
            }
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                Object[] values = new Object[columns];
                for (int i = 0; i < values.length; i++) {
                    String value = row.getString(i + 1);
                    bytes += value == null ? 0 : value.length();
                    values[i] = value;
                }
                return values;
            }
        }
    }

    /** Characters of what was read so far. */
    long bytes() {
        return bytes;
    }
}
