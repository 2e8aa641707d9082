package yecai.cdc.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import yecai.cdc.change.Change;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.progress.Position;
import yecai.cdc.shape.SchemaTracker;

/**
 * Looks at the ERP's catalogue every two seconds, less often if a look takes long, with one query: is every table still the one
 * that was copied, is it published whole, and were partitions truncated, rewritten, detached or dropped? None of this need be in
 * the log. What happens to a partition by itself is not in the log of the whole table, but a truncation of the whole table is:
 * so that is judged when the log has been applied up to there. All else pauses its table at once, since it is copied anew at a
 * later position anyway.
 */
final class CatalogWatch {
    private static final long SHORTEST_PAUSE_NANOS = 2_000_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 30_000_000_000L;

    /** A pause is so many times as long as the look before it, so that thousands of tables do not keep the ERP busy. */
    private static final int PAUSE_FACTOR = 9;

    private final Connection hub;
    private final Position position;
    private final SchemaTracker schema;
    private final Map<MirrorTable, String> known = new HashMap<>();
    private final Map<MirrorTable, Long> suspects = new HashMap<>();
    private final Set<Long> partitions = new HashSet<>();
    private long next = System.nanoTime();

    CatalogWatch(Connection hub, Position position, SchemaTracker schema) {
        this.hub = hub;
        this.position = position;
        this.schema = schema;
    }

    /**
     * Looks, if it is time to; only between transactions of the hub.
     *
     * @throws RestartRequired if tables were paused
     */
    void look() throws SQLException {
        long start = System.nanoTime();
        if (start - next < 0 && suspects.values().stream().noneMatch(at -> position.committed() >= at)) {
            return;
        }
        List<String> reasons = new ArrayList<>();
        Map<MirrorTable, Optional<String>> changed = schema.look(known);
        changed.values().forEach(reason -> reason.ifPresent(reasons::add));
        if (!changed.isEmpty() || !suspects.isEmpty()) {
            lookAtPartitions(reasons);
        }
        hub.commit();
        long end = System.nanoTime();
        next = end + Math.min(LONGEST_PAUSE_NANOS, Math.max(SHORTEST_PAUSE_NANOS, PAUSE_FACTOR * (end - start)));
        if (!reasons.isEmpty()) {
            throw new RestartRequired(String.join("; ", reasons));
        }
    }

    private void lookAtPartitions(List<String> reasons) throws SQLException {
        for (MirrorTable table : schema.listPartitioned()) {
            Optional<String> problem = schema.findPartitionProblem(table);
            if (problem.isEmpty()) {
                suspects.remove(table);
            } else if (!suspects.containsKey(table)) {
                suspects.put(table, schema.erpPosition());
            } else if (position.committed() >= suspects.get(table)) {
                schema.stop(table, problem.get());
                reasons.add(problem.get());
            }
        }
    }

    /**
     * Called at a truncation of the whole table, which gives every partition another file.
     *
     * @param transaction the ERP's number of the transaction that did it
     */
    void noteTruncation(MirrorTable table, long transaction) throws SQLException {
        schema.notePartitions(table, transaction);
    }

    /** Called when rows of a partition follow in the log; returns why they may be gone in the ERP. */
    Optional<String> noteWritten(Change.PartitionWritten written) throws SQLException {
        return partitions.contains(written.partition())
                ? Optional.empty()
                : schema.findLostPartition(written, partitions);
    }
}
