package yecai.cdc.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import yecai.cdc.Server;
import yecai.cdc.SourceSettings;
import yecai.cdc.progress.Lsn;
import yecai.sql.YecaiException;
import yecai.sql.YecaiException.Kind;

/** What the ERP has committed and the hub does not hold, seen through the hub's own replication slot without moving it. */
final class Backlog {
    /** Enough to say that it is much. */
    static final int MOST_CHANGES = 100_000;

    private static final String SLOT_IN_USE = "55006";
    private static final String NO_SUCH_OBJECT = "42704";

    /** A message's first byte is its kind; a begin message goes on with the position of the commit record. */
    private static final String SQL = """
            select get_byte(data, 0), encode(substring(data from 2 for 8), 'hex')
            from pg_logical_slot_peek_binary_changes(?, ?::pg_lsn, ?, 'proto_version', '1', 'publication_names', ?)
            """;

    private Backlog() {}

    /** Returns how many changes of published tables were committed in [from, to); stops counting at many. */
    static long count(SourceSettings settings, long from, long to, Deadline deadline) throws SQLException {
        Server erp = settings.erp();
        try (Connection connection = erp.open("yecai check");
                Statement timeout = connection.createStatement()) {
            timeout.execute("set statement_timeout = '10min'");
            long[] count = {0};
            boolean free = deadline.await(() -> {
                try {
                    count[0] = peek(connection, settings, from, to);
                    return true;
                } catch (SQLException problem) {
                    if (SLOT_IN_USE.equals(problem.getSQLState())) {
                        return false;
                    }
                    throw explain(settings, problem);
                }
            });
            if (!free) {
                throw new YecaiException(
                        Kind.CONFLICT,
                        "replication slot " + settings.slot() + " of the ERP is in use, yet no capture of source "
                                + settings.source()
                                + " runs on this hub; find out who reads it (pg_replication_slots)");
            }
            return count[0];
        }
    }

    private static long peek(Connection connection, SourceSettings settings, long from, long to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setString(1, settings.slot());
            statement.setString(2, Lsn.text(to));
            statement.setInt(3, MOST_CHANGES);
            statement.setString(4, settings.publication());
            try (ResultSet row = statement.executeQuery()) {
                return countPending(row, from);
            }
        }
    }

    private static long countPending(ResultSet row, long from) throws SQLException {
        long count = 0;
        boolean pending = false;
        while (row.next()) {
            switch ((char) row.getInt(1)) {
                case 'B' -> pending = Long.compareUnsigned(Long.parseUnsignedLong(row.getString(2), 16), from) >= 0;
                case 'I', 'U', 'D', 'T' -> count += pending ? 1 : 0;
                default -> {
                    // commits, relations, types, origins and messages change no row
                }
            }
        }
        return count;
    }

    private static RuntimeException explain(SourceSettings settings, SQLException problem) {
        if (NO_SUCH_OBJECT.equals(problem.getSQLState())) {
            return new YecaiException(
                    Kind.SOURCE,
                    "the ERP has no replication slot " + settings.slot() + " or no publication "
                            + settings.publication()
                            + ", so nobody can tell what the hub has missed; start the capture, it says how to go on",
                    problem);
        }
        return SqlProblem.source(settings.erp(), problem);
    }
}
