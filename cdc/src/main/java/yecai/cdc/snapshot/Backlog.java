package yecai.cdc.snapshot;

import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.cdc.progress.Lsn;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.cdc.source.SqlProblem;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;

/** What the ERP has committed and the hub does not hold, seen through the hub's own replication slot without moving it. */
public final class Backlog {
    /** Enough to say that it is much. */
    static final int MOST_CHANGES = 100_000;

    private static final String SLOT_IN_USE = "55006";
    private static final String NO_SUCH_OBJECT = "42704";

    private Backlog() {}

    /** Returns how many changes of published tables were committed in [from, to); stops counting at many. */
    static long count(SourceSettings settings, long from, long to, Deadline deadline) throws SQLException {
        Server erp = settings.erp();
        try (Connection connection = erp.ofLog().open("yecai check")) {
            Handles.use(connection, handle -> handle.execute("set statement_timeout = '10min'"));
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

    /**
     * A message of the log.
     *
     * @param kind its first byte
     * @param begins of a begin message: the position of the commit record, in hexadecimal digits
     */
    private record Message(int kind, String begins) {}

    private static long peek(Connection connection, SourceSettings settings, long from, long to) throws SQLException {
        String sql = """
                select get_byte(data, 0) as kind, encode(substring(data from 2 for 8), 'hex') as begins
                from pg_logical_slot_peek_binary_changes(:slot, :to::pg_lsn, :most, 'proto_version', '1',
                    'publication_names', :publication)
                """;
        return Handles.with(
                connection,
                handle -> countPending(
                        handle.createQuery(sql)
                                .bind("slot", settings.slot())
                                .bind("to", Lsn.text(to))
                                .bind("most", MOST_CHANGES)
                                .bind("publication", settings.publication())
                                .map(ConstructorMapper.of(Message.class)),
                        from));
    }

    private static long countPending(Iterable<Message> messages, long from) {
        long count = 0;
        boolean pending = false;
        for (Message message : messages) {
            switch ((char) message.kind) {
                case 'B' -> pending = Long.compareUnsigned(Long.parseUnsignedLong(message.begins, 16), from) >= 0;
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
                            + ", so what the hub has missed is unknown; start the capture, which reports how to continue",
                    problem);
        }
        return SqlProblem.source(settings.erp(), problem);
    }
}
