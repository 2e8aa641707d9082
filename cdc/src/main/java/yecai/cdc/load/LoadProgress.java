package yecai.cdc.load;

import java.sql.Connection;
import java.sql.SQLException;
import yecai.sql.jdbi.Handles;

/** Receives the progress of an initial load; from several threads. */
public interface LoadProgress {
    /** A listener that ignores the progress. */
    LoadProgress SILENT = new LoadProgress() {
        @Override
        public void phase(String what) {}

        @Override
        public void copied(String table, long rows) {}
    };

    /**
     * How much is copied, as {@code hub.load_progress} says.
     *
     * @param expectedRows the ERP's own estimate
     * @param bytes of the ERP's tables that are copied
     * @param secondsLeft at the rate of this run; -1 if that is not known yet
     */
    record Amount(
            long rows,
            long expectedRows,
            long bytes,
            long expectedBytes,
            long rowsPerSecond,
            long bytesPerSecond,
            long secondsLeft) {
        /** Reads it. */
        static Amount read(Connection hub, String source) throws SQLException {
            return Handles.with(
                    hub,
                    handle -> handle.createQuery("""
                            select copied_rows, expected_rows, copied_bytes, expected_bytes,
                                coalesce(rows_per_second, 0) as rows_per_second,
                                coalesce(bytes_per_second, 0) as bytes_per_second,
                                coalesce(seconds_left, -1) as seconds_left
                            from hub.load_progress
                            where source = :source
                            """)
                            .bind("source", source)
                            .map((row, context) -> new Amount(
                                    row.getLong("copied_rows"),
                                    row.getLong("expected_rows"),
                                    row.getLong("copied_bytes"),
                                    row.getLong("expected_bytes"),
                                    row.getLong("rows_per_second"),
                                    row.getLong("bytes_per_second"),
                                    row.getLong("seconds_left")))
                            .one());
        }
    }

    /** A new phase starts, in plain words. */
    void phase(String what);

    /** A table is copied. */
    void copied(String table, long rows);

    /** So much is copied of all tables; told every few seconds. */
    default void advanced(Amount amount) {}
}
