package yecai.cdc.reconcile;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.sql.jdbi.Handles;

/**
 * Of each range of a table's keys the number of rows and the sum of their hashes, modulo 2^64. Both are additive: a table
 * may be read in any pieces and in any order.
 */
final class RangeSums {
    private static final int FETCH = 10_000;
    private static final int ROWS_A_RANGE = 256;

    private final long[] rows;
    private final long[] sums;

    RangeSums(int ranges) {
        rows = new long[ranges];
        sums = new long[ranges];
    }

    private record Row(int range, long rowCount, String sum) {}

    /** Returns into how many ranges a table is divided: a power of two. */
    static int ranges(long tableRows, int most) {
        return (int) Long.highestOneBit(Math.max(1, Math.min(most, tableRows / ROWS_A_RANGE)));
    }

    /** Adds what the statement gives: range, number of rows, sum of their hashes. */
    void add(Connection connection, String sql) throws SQLException {
        Handles.use(
                connection,
                handle -> handle.createQuery(sql)
                        .setFetchSize(FETCH)
                        .map(ConstructorMapper.of(Row.class))
                        .forEach(row -> {
                            rows[row.range] += row.rowCount;
                            sums[row.range] += new BigInteger(row.sum).longValue();
                        }));
    }

    long totalRows() {
        return Arrays.stream(rows).sum();
    }

    /** Returns the ranges that are not the same here and there. */
    List<Long> differing(RangeSums other) {
        List<Long> differing = new ArrayList<>();
        for (int range = 0; range < rows.length; range++) {
            if (rows[range] != other.rows[range] || sums[range] != other.sums[range]) {
                differing.add((long) range);
            }
        }
        return differing;
    }
}
