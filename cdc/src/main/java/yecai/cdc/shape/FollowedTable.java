package yecai.cdc.shape;

import java.util.List;
import java.util.Set;
import yecai.cdc.mirror.MirrorTable;

/**
 * A captured table as {@code hub.source_table} knows it.
 *
 * @param types types of its columns in the ERP, in the mirror's order
 * @param partitions its leaves in the ERP and their files, if it is partitioned
 * @param absent columns that the mirror has and the ERP no longer has
 * @param isStopped whether its changes are left aside until an operator decides
 * @param identity what it was in the ERP when it was copied or last judged
 */
public record FollowedTable(
        MirrorTable table,
        List<String> types,
        List<String> partitions,
        Set<String> absent,
        boolean isStopped,
        TableIdentity identity) {
    /** The same table, its changes left aside. */
    public FollowedTable stopped() {
        return new FollowedTable(table, types, partitions, absent, true, identity);
    }
}
