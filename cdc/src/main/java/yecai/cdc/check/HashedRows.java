package yecai.cdc.check;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rows of some buckets, ordered by their hashes, read as a stream. */
final class HashedRows implements AutoCloseable {
    private static final int FETCH = 10_000;

    private final PreparedStatement statement;
    private final ResultSet row;
    private final int keyColumns;
    private boolean present;
    private long hash;

    HashedRows(Connection connection, String sql, Set<Long> buckets, int keyColumns) throws SQLException {
        this.keyColumns = keyColumns;
        statement = connection.prepareStatement(sql);
        try {
            statement.setFetchSize(FETCH);
            Array numbers = connection.createArrayOf("bigint", buckets.toArray());
            statement.setArray(1, numbers);
            row = statement.executeQuery();
            next();
        } catch (SQLException problem) {
            statement.close();
            throw problem;
        }
    }

    /** Returns whether there is a row; if so, the stream stands on it. */
    boolean isPresent() {
        return present;
    }

    long hash() {
        return hash;
    }

    List<String> key() throws SQLException {
        List<String> key = new ArrayList<>(keyColumns);
        for (int column = 0; column < keyColumns; column++) {
            key.add(row.getString(2 + column));
        }
        return key;
    }

    void next() throws SQLException {
        present = row.next();
        hash = present ? row.getLong(1) : 0;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
