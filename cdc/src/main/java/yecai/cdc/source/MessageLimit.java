package yecai.cdc.source;

import java.io.IOException;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutorBase;
import org.postgresql.jdbc.PgConnection;

/**
 * A limit to the rows that a connection takes in. The driver makes room for a whole row before anybody can look at it, so one
 * value of some hundred megabytes would end the process; here the length is looked at first, and a larger row is read and
 * thrown away piece by piece.
 */
public final class MessageLimit {
    /** A row is in memory up to this many times at once while it is decoded, queued and written. */
    private static final int PART_OF_HEAP = 16;

    private MessageLimit() {}

    /** What is left of a row that was thrown away. */
    public enum Form {
        /**
         * Of a row of the log, so much that it is known whose it is: the header, the kind of the message as a small letter, the
         * number of the table; then the length of the whole, as eight bytes.
         */
        LOG(30),
        /** Of a row of a COPY, a message without content, which no row is. */
        COPY(0);

        private final int kept;

        Form(int kept) {
            this.kept = kept;
        }

        int kept() {
            return kept;
        }
    }

    /** Returns the most bytes of a row that this process takes in, as the ERP's server sends it. */
    public static int bytes() {
        return (int) Math.min(1 << 29, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /** Limits the rows that the connection takes in to {@link #bytes()}. Nothing may be under way on it. */
    public static void install(Connection connection, Form form) throws SQLException {
        install(connection, form, bytes());
    }

    static void install(Connection connection, Form form, int bytes) throws SQLException {
        PGStream stream = stream(connection);
        if (stream.isGssEncrypted() || stream.getSocket() instanceof LimitedSocket) {
            return;
        }
        try {
            // the driver's way to put a layer on an open connection, as it does for TLS
            stream.changeSocket(new LimitedSocket(stream.getSocket(), form, bytes));
        } catch (IOException e) {
            throw new SQLException("the connection was lost: " + e.getMessage(), "08006", e);
        }
    }

    /** Says what a row of so many bytes is too large for, and what to do. */
    public static String explain(long bytes) {
        return "a row of " + megabytes(bytes) + " MB" + isTooLarge();
    }

    /** Says the same of a row whose size is not known. */
    public static String explain() {
        return "a row" + isTooLarge();
    }

    private static String isTooLarge() {
        return " is larger than the " + megabytes(bytes()) + " MB that a process with "
                + megabytes(Runtime.getRuntime().maxMemory())
                + " MB of memory takes in: give it more memory (-Xmx), or take the column out of pack.yml";
    }

    private static long megabytes(long bytes) {
        return Math.round(bytes / 1048576.0);
    }

    // The driver offers no other way to its stream.
    private static PGStream stream(Connection connection) throws SQLException {
        try {
            Field field = QueryExecutorBase.class.getDeclaredField("pgStream");
            field.setAccessible(true);
            return (PGStream) field.get(connection.unwrap(PgConnection.class).getQueryExecutor());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of the PostgreSQL driver has no pgStream", e);
        }
    }
}
