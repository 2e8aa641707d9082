package yecai.cdc.progress;

import org.postgresql.replication.LogSequenceNumber;

/** Positions in a PostgreSQL log: as numbers in the program, as {@code pg_lsn} text in SQL. */
public final class Lsn {
    private Lsn() {}

    public static String text(long lsn) {
        return LogSequenceNumber.valueOf(lsn).asString();
    }

    /** Returns the number of a position such as {@code 0/16B3748}. */
    public static long parse(String text) {
        return LogSequenceNumber.valueOf(text).asLong();
    }
}
