package yecai.cdc.preflight;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.cdc.progress.Lsn;
import yecai.sql.jdbi.Handles;

/**
 * The timelines that the log of a server went through. A standby that is promoted, and a server that is restored to a moment,
 * leave the timeline that they had at some position, and write a new one from there.
 *
 * @param timeline the one that the server writes
 * @param ends for each earlier one the position at which the server's log left it
 */
record LogHistory(int timeline, Map<Integer, Long> ends) {
    LogHistory {
        ends = Map.copyOf(ends);
    }

    private record File(String filename, String content) {}

    /**
     * Reads it.
     *
     * @param replication speaks the replication protocol, by which alone a login without further rights may ask
     * @param timeline the one that the server writes
     */
    static LogHistory read(Connection replication, int timeline) throws SQLException {
        if (timeline == 1) {
            return new LogHistory(timeline, Map.of());
        }
        return Handles.with(
                replication,
                handle -> parse(
                        timeline,
                        handle.createQuery("TIMELINE_HISTORY " + timeline)
                                .map(ConstructorMapper.of(File.class))
                                .one()
                                .content()));
    }

    /** Reads a history file: a line for each earlier timeline, with its number, where it was left, and why. */
    static LogHistory parse(int timeline, String content) {
        Map<Integer, Long> ends = new HashMap<>();
        content.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .map(line -> line.split("\\s+", 3))
                .forEach(fields -> ends.put(Integer.valueOf(fields[0]), Lsn.parse(fields[1])));
        return new LogHistory(timeline, ends);
    }

    /** Returns where the server's log left an earlier timeline; empty if it did not come from that one. */
    Optional<Long> findEnd(int earlier) {
        return Optional.ofNullable(ends.get(earlier));
    }
}
