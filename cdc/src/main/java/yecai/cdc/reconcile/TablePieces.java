package yecai.cdc.reconcile;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import yecai.sql.jdbi.Handles;

/**
 * The pieces in which a table of the ERP is read, so that there can be pauses between them.
 *
 * @param conditions one for each piece; a single empty one for a table that is read at once
 * @param rows about how many rows the table has
 */
record TablePieces(List<String> conditions, long rows) {
    private static final long PIECE_BYTES = 32L << 20;

    /** A table that nobody has analyzed is taken to have rows of this size; more ranges than needed cost little. */
    private static final long SMALL_ROW_BYTES = 100;

    private record Size(boolean maySplit, long blockSize, long largestBytes, long bytes, long tableRows) {
        long rows() {
            return Math.max(tableRows, bytes / SMALL_ROW_BYTES);
        }
    }

    /** Returns the pieces of a table as it is now. The last one has no end, since the table may grow meanwhile. */
    static TablePieces of(Connection erp, String schema, String table, boolean isSplit) throws SQLException {
        Size size = Handles.with(
                erp,
                handle -> handle.createQuery(Handles.sql(TablePieces.class, "size"))
                        .bind("schema", schema)
                        .bind("table", table)
                        .map(ConstructorMapper.of(Size.class))
                        .findOne()
                        .orElse(new Size(false, 1, 0, 0, 0)));
        List<String> conditions = new ArrayList<>();
        if (isSplit && size.maySplit) {
            long blocks = PIECE_BYTES / size.blockSize;
            long end = size.largestBytes / size.blockSize;
            for (long from = 0; from + blocks < end; from += blocks) {
                conditions.add("ctid >= '(" + from + ",0)'::tid and ctid < '(" + (from + blocks) + ",0)'::tid");
            }
            conditions.add("ctid >= '(" + conditions.size() * blocks + ",0)'::tid");
        } else {
            conditions.add("");
        }
        return new TablePieces(conditions, size.rows());
    }
}
