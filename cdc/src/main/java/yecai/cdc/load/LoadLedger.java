package yecai.cdc.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.progress.Lsn;

/**
 * What {@code hub.load_table} says about the first copy of a source. A part's rows and its note are committed together, and so
 * are a table's key and the note that it is done: what is done after a crash is whole, and stands for the source's
 * {@code load_position}. None of these methods commits.
 */
final class LoadLedger {
    private final String source;

    LoadLedger(String source) {
        this.source = source;
    }

    /** Begins anew: nothing is copied yet. */
    void begin(Connection hub, List<CopyPart.Plan> plans) throws SQLException {
        try (PreparedStatement delete = hub.prepareStatement("delete from hub.load_table where source = ?")) {
            delete.setString(1, source);
            delete.executeUpdate();
        }
        expect(hub, plans);
    }

    /** Goes on: the tables that are not done are copied anew. */
    void goOn(Connection hub, List<CopyPart.Plan> plans) throws SQLException {
        try (PreparedStatement earlier =
                        hub.prepareStatement("update hub.load_table set in_this_run = false where source = ?");
                PreparedStatement delete =
                        hub.prepareStatement("delete from hub.load_table where source = ? and copy_state <> 'done'")) {
            earlier.setString(1, source);
            earlier.executeUpdate();
            delete.setString(1, source);
            delete.executeUpdate();
        }
        expect(hub, plans);
    }

    private void expect(Connection hub, List<CopyPart.Plan> plans) throws SQLException {
        try (PreparedStatement insert = hub.prepareStatement(
                "insert into hub.load_table (source, mirror_table, expected_rows, expected_bytes) values (?, ?, ?, ?)")) {
            for (CopyPart.Plan plan : plans) {
                insert.setString(1, source);
                insert.setString(2, plan.table().name());
                insert.setLong(3, plan.rows());
                insert.setLong(4, plan.bytes());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Notes at which position of the ERP's log the copied tables stand; 0 for none. */
    void setPosition(Connection hub, long position) throws SQLException {
        try (PreparedStatement statement = hub.prepareStatement(
                "update hub.source set load_position = ?::pg_lsn, position = null where source = ?")) {
            statement.setString(1, position == 0 ? null : Lsn.text(position));
            statement.setString(2, source);
            statement.executeUpdate();
        }
    }

    /** Returns where a load that is not complete stands: further than it began, if it was catching up. */
    Optional<Long> findPosition(Connection hub) throws SQLException {
        try (PreparedStatement statement = hub.prepareStatement(
                "select coalesce(position, load_position)::text from hub.source where source = ? and state = 'loading'")) {
            statement.setString(1, source);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getString(1) != null
                        ? Optional.of(Lsn.parse(row.getString(1)))
                        : Optional.empty();
            }
        }
    }

    Set<String> listDone(Connection hub) throws SQLException {
        Set<String> done = new HashSet<>();
        try (PreparedStatement statement = hub.prepareStatement(
                "select mirror_table from hub.load_table where source = ? and copy_state = 'done'")) {
            statement.setString(1, source);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    done.add(row.getString(1));
                }
            }
        }
        return done;
    }

    void started(Connection hub, MirrorTable table) throws SQLException {
        update(
                hub,
                "copy_state = 'copying', copy_started_at = coalesce(copy_started_at, clock_timestamp())",
                table,
                0,
                0);
    }

    void copied(Connection hub, MirrorTable table, long rows, long bytes) throws SQLException {
        update(hub, "copy_state = 'copying'", table, rows, bytes);
    }

    void done(Connection hub, MirrorTable table) throws SQLException {
        update(hub, "copy_state = 'done', copy_finished_at = clock_timestamp()", table, 0, 0);
        try (PreparedStatement statement = hub.prepareStatement("""
                update hub.source_table as s set loaded_rows = t.copied_rows from hub.load_table as t
                where s.source = t.source and s.mirror_table = t.mirror_table and t.source = ? and t.mirror_table = ?
                """)) {
            statement.setString(1, source);
            statement.setString(2, table.name());
            statement.executeUpdate();
        }
    }

    private void update(Connection hub, String what, MirrorTable table, long rows, long bytes) throws SQLException {
        try (PreparedStatement statement = hub.prepareStatement(
                "update hub.load_table set " + what
                        + ", copied_rows = copied_rows + ?, copied_bytes = copied_bytes + ? where source = ? and mirror_table = ?")) {
            statement.setLong(1, rows);
            statement.setLong(2, bytes);
            statement.setString(3, source);
            statement.setString(4, table.name());
            statement.executeUpdate();
        }
    }

    /** Returns how far the copying has come. */
    LoadProgress.Amount amount(Connection hub) throws SQLException {
        try (PreparedStatement statement = hub.prepareStatement("""
                select copied_rows, expected_rows, copied_bytes, expected_bytes, coalesce(rows_per_second, 0),
                    coalesce(bytes_per_second, 0), coalesce(seconds_left, -1)
                from hub.load_progress where source = ?
                """)) {
            statement.setString(1, source);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new LoadProgress.Amount(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7));
            }
        }
    }
}
