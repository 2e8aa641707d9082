package yecai.cdc.check;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A table's rows, dealt into buckets by their hashes; equal tables have equal buckets, and few others do. */
record Buckets(Map<Long, Bucket> buckets) {
    private static final long ROWS_A_BUCKET = 256;
    private static final long MOST_BUCKETS = 1 << 16;

    record Bucket(long rows, BigInteger sum) {}

    /** Returns the mask that leaves of a hash the number of its bucket. */
    static long mask(long rows) {
        return Math.min(MOST_BUCKETS, Long.highestOneBit(Math.max(1, rows / ROWS_A_BUCKET))) - 1;
    }

    static Buckets read(Connection connection, String sql) throws SQLException {
        Map<Long, Bucket> buckets = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                buckets.put(row.getLong(1), new Bucket(row.getLong(2), new BigInteger(row.getString(3))));
            }
        }
        return new Buckets(buckets);
    }

    long rows() {
        return buckets.values().stream().mapToLong(Bucket::rows).sum();
    }

    /** Returns the numbers of the buckets that are not the same here and there. */
    Set<Long> differing(Buckets other) {
        Set<Long> numbers = new HashSet<>(buckets.keySet());
        numbers.addAll(other.buckets.keySet());
        numbers.removeIf(
                number -> buckets.containsKey(number) && buckets.get(number).equals(other.buckets.get(number)));
        return numbers;
    }
}
