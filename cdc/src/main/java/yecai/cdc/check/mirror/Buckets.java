package yecai.cdc.check.mirror;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.sql.jdbi.Handles;

/** A table's rows, dealt into buckets by their hashes; equal tables have equal buckets, and few others do. */
record Buckets(Map<Long, Bucket> buckets) {
    private static final long ROWS_A_BUCKET = 256;
    private static final long MOST_BUCKETS = 1 << 16;

    record Bucket(long rows, BigInteger sum) {}

    private record Row(long bucket, long rowCount, String sum) {}

    /** Returns the mask that leaves of a hash the number of its bucket. */
    static long mask(long rows) {
        return Math.min(MOST_BUCKETS, Long.highestOneBit(Math.max(1, rows / ROWS_A_BUCKET))) - 1;
    }

    static Buckets read(Connection connection, String sql) throws SQLException {
        return new Buckets(Handles.with(
                connection,
                handle -> handle.createQuery(sql)
                        .map(ConstructorMapper.of(Row.class))
                        .collect(Collectors.toMap(
                                Row::bucket, row -> new Bucket(row.rowCount, new BigInteger(row.sum))))));
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
