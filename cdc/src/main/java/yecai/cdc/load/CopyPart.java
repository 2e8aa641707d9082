package yecai.cdc.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import yecai.cdc.mirror.MirrorTable;

/**
 * A stretch of a table's blocks that is copied in one statement. The last one has no end, since a table may have grown since
 * its size was asked for.
 *
 * @param where the condition on {@code ctid}; empty for the whole table
 * @param bytes of the table's file
 */
record CopyPart(String where, long bytes) {
    private static final String SIZE = """
            select c.relkind = 'p' or not has_column_privilege(c.oid, 'ctid', 'select'), c.relkind = 'p', current_setting('block_size')::bigint,
                (select coalesce(sum(pg_relation_size(t.relid)), 0) from pg_partition_tree(c.oid) as t where t.isleaf),
                pg_relation_size(c.oid),
                greatest(0, (select sum(l.reltuples) from pg_partition_tree(c.oid) as t
                    inner join pg_catalog.pg_class as l on l.oid = t.relid where t.isleaf)),
                greatest(0, c.reltuples)
            from pg_catalog.pg_class as c where c.oid = to_regclass(?)
            """;

    /** A table with its parts, and the ERP's guess of its rows. */
    record Plan(MirrorTable table, long rows, long bytes, List<CopyPart> parts) {}

    static Plan plan(Connection erp, MirrorTable table, int partBlocks) throws SQLException {
        try (PreparedStatement statement = erp.prepareStatement(SIZE)) {
            statement.setString(1, table.quotedSource());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("table " + table.sourceName() + " is gone", "42P01");
                }
                boolean whole = row.getBoolean(1);
                boolean partitioned = row.getBoolean(2);
                long blockSize = row.getLong(3);
                long bytes = row.getLong(partitioned ? 4 : 5);
                long rows = (long) row.getDouble(partitioned ? 6 : 7);
                List<CopyPart> parts =
                        whole ? List.of(new CopyPart("", bytes)) : split(bytes / blockSize, blockSize, partBlocks);
                return new Plan(table, rows, bytes, parts);
            }
        }
    }

    private static List<CopyPart> split(long blocks, long blockSize, int partBlocks) {
        if (blocks <= partBlocks) {
            return List.of(new CopyPart("", blocks * blockSize));
        }
        List<CopyPart> parts = new ArrayList<>();
        for (long from = 0; from < blocks; from += partBlocks) {
            long to = from + partBlocks;
            String start = "ctid >= '(" + from + ",0)'::tid";
            parts.add(
                    to >= blocks
                            ? new CopyPart(start, (blocks - from) * blockSize)
                            : new CopyPart(start + " and ctid < '(" + to + ",0)'::tid", partBlocks * blockSize));
        }
        return parts;
    }
}
