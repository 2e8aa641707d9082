package yecai.cdc.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.source.SourceSettings;
import yecai.sql.jdbi.Handles;

/**
 * A stretch of a table's blocks that is copied in one statement. The last one has no end, since a table may have grown since
 * its size was asked for.
 *
 * @param where the condition on {@code ctid}; empty for the whole table
 * @param bytes of the table's file
 */
record CopyPart(String where, long bytes) {
    private static final String SIZE = """
            select
                c.relkind = 'p' or not has_column_privilege(c.oid, 'ctid', 'select') as is_whole,
                current_setting('block_size')::bigint as block_size,
                case
                    when c.relkind = 'p' then (
                        select coalesce(sum(pg_relation_size(t.relid)), 0)
                        from pg_partition_tree(c.oid) as t
                        where t.isleaf)
                    else pg_relation_size(c.oid)
                end::bigint as bytes,
                case
                    when c.relkind = 'p' then greatest(0, (
                        select sum(l.reltuples)
                        from pg_partition_tree(c.oid) as t
                        inner join pg_catalog.pg_class as l on l.oid = t.relid
                        where t.isleaf))
                    else greatest(0, c.reltuples)
                end::bigint as rows
            from pg_catalog.pg_class as c
            where c.oid = to_regclass(:table)
            """;

    /** What the ERP's server says of a table. */
    private record Size(boolean isWhole, long blockSize, long bytes, long rows) {}

    /** A table with its parts, and the ERP's guess of its rows. */
    record Plan(MirrorTable table, long rows, long bytes, List<CopyPart> parts) {}

    /** Returns how the tables are copied, in their order. */
    static List<Plan> plan(SourceSettings settings, List<MirrorTable> tables, int partBlocks) throws SQLException {
        List<Plan> plans = new ArrayList<>();
        try (Connection erp = Preflight.openErp(settings, "yecai load " + settings.source())) {
            for (MirrorTable table : tables) {
                plans.add(plan(erp, table, partBlocks));
            }
        }
        return plans;
    }

    private static Plan plan(Connection erp, MirrorTable table, int partBlocks) throws SQLException {
        Size size = Handles.with(
                        erp,
                        handle -> handle.createQuery(SIZE)
                                .bind("table", table.quotedSource())
                                .map((row, context) -> new Size(
                                        row.getBoolean("is_whole"),
                                        row.getLong("block_size"),
                                        row.getLong("bytes"),
                                        row.getLong("rows")))
                                .findOne())
                .orElseThrow(() -> new SQLException("table " + table.sourceName() + " is gone", "42P01"));
        List<CopyPart> parts = size.isWhole()
                ? List.of(new CopyPart("", size.bytes()))
                : split(size.bytes() / size.blockSize(), size.blockSize(), partBlocks);
        return new Plan(table, size.rows(), size.bytes(), parts);
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
