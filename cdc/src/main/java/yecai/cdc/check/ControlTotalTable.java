package yecai.cdc.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import yecai.cdc.progress.Lsn;

/** Writes the control totals where finance reads them: {@code hub.control_total}. */
final class ControlTotalTable {
    private static final String INSERT = """
            insert into hub.control_total (source, kind, company, period, currency,
                source_count, source_amount, mirror_count, mirror_amount, mapped_count, mapped_amount,
                unmapped_count, unmapped_amount, parked_count, parked_amount, excluded_count, excluded_amount,
                position, taken_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::pg_lsn, ?)
            """;

    private ControlTotalTable() {}

    /** Replaces all rows of a source in one transaction. */
    static void replace(Connection hub, String source, List<ControlTotal> totals, long position, Instant takenAt)
            throws SQLException {
        hub.setAutoCommit(false);
        try (PreparedStatement delete = hub.prepareStatement("delete from hub.control_total where source = ?")) {
            delete.setString(1, source);
            delete.executeUpdate();
        }
        try (PreparedStatement insert = hub.prepareStatement(INSERT)) {
            for (ControlTotal total : totals) {
                insert.setString(1, source);
                insert.setString(2, total.key().kind());
                insert.setString(3, total.key().company());
                insert.setString(4, total.key().period());
                insert.setString(5, total.key().currency());
                set(insert, 6, total.source().total());
                set(insert, 8, total.mirror().total());
                set(insert, 10, total.canon().mapped());
                set(insert, 12, total.canon().unmapped());
                set(insert, 14, total.mirror().parked());
                set(insert, 16, total.mirror().excluded());
                insert.setString(18, Lsn.text(position));
                insert.setObject(19, takenAt.atOffset(ZoneOffset.UTC));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        hub.commit();
    }

    private static void set(PreparedStatement insert, int column, Figure figure) throws SQLException {
        insert.setLong(column, figure.count());
        insert.setBigDecimal(column + 1, figure.amount());
    }
}
