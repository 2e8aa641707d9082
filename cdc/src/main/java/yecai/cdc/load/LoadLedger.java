package yecai.cdc.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.progress.Lsn;
import yecai.sql.jdbi.Handles;

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

    /** Starts over: nothing is copied yet. */
    void begin(Connection hub, List<CopyPart.Plan> plans) throws SQLException {
        update(hub, "delete from hub.load_table where source = :source");
        expect(hub, plans);
    }

    /** Resumes: the tables that are not done are copied again. */
    void goOn(Connection hub, List<CopyPart.Plan> plans) throws SQLException {
        update(hub, "update hub.load_table set in_this_run = false where source = :source");
        update(hub, "delete from hub.load_table where source = :source and copy_state <> 'done'");
        expect(hub, plans);
    }

    private void expect(Connection hub, List<CopyPart.Plan> plans) throws SQLException {
        Handles.use(hub, handle -> {
            PreparedBatch insert = handle.prepareBatch("""
                    insert into hub.load_table (source, mirror_table, expected_rows, expected_bytes)
                    values (:source, :table, :rows, :bytes)
                    """);
            for (CopyPart.Plan plan : plans) {
                insert.bind("source", source)
                        .bind("table", plan.table().name())
                        .bind("rows", plan.rows())
                        .bind("bytes", plan.bytes())
                        .add();
            }
            insert.execute();
        });
    }

    /** Notes at which position of the ERP's log the copied tables stand. */
    void setPosition(Connection hub, long position) throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createUpdate("""
                        update hub.source set load_position = :position::pg_lsn, position = null where source = :source
                        """)
                        .bind("position", Lsn.text(position))
                        .bind("source", source)
                        .execute());
    }

    /** Returns the position of an incomplete load: further than it began, if it was catching up. */
    Optional<Long> findPosition(Connection hub) throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery("""
                        select coalesce(position, load_position)::text
                        from hub.source
                        where source = :source and state = 'loading' and coalesce(position, load_position) is not null
                        """)
                        .bind("source", source)
                        .mapTo(String.class)
                        .findOne()
                        .map(Lsn::parse));
    }

    /** Returns the mirror tables that are copied. */
    Set<String> listDone(Connection hub) throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery(
                                "select mirror_table from hub.load_table where source = :source and copy_state = 'done'")
                        .bind("source", source)
                        .mapTo(String.class)
                        .collect(Collectors.toSet()));
    }

    void started(Connection hub, MirrorTable table) throws SQLException {
        update(hub, table, """
                update hub.load_table
                set copy_state = 'copying', copy_started_at = coalesce(copy_started_at, clock_timestamp())
                where source = :source and mirror_table = :table
                """);
    }

    void copied(Connection hub, MirrorTable table, long rows, long bytes) throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createUpdate("""
                        update hub.load_table
                        set copy_state = 'copying', copied_rows = copied_rows + :rows, copied_bytes = copied_bytes + :bytes
                        where source = :source and mirror_table = :table
                        """)
                        .bind("rows", rows)
                        .bind("bytes", bytes)
                        .bind("source", source)
                        .bind("table", table.name())
                        .execute());
    }

    void done(Connection hub, MirrorTable table) throws SQLException {
        update(hub, table, """
                update hub.load_table set copy_state = 'done', copy_finished_at = clock_timestamp()
                where source = :source and mirror_table = :table
                """);
        update(hub, table, """
                update hub.source_table as s set loaded_rows = t.copied_rows
                from hub.load_table as t
                where s.source = t.source and s.mirror_table = t.mirror_table
                    and t.source = :source and t.mirror_table = :table
                """);
    }

    private void update(Connection hub, String sql) throws SQLException {
        Handles.use(
                hub, handle -> handle.createUpdate(sql).bind("source", source).execute());
    }

    private void update(Connection hub, MirrorTable table, String sql) throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createUpdate(sql)
                        .bind("source", source)
                        .bind("table", table.name())
                        .execute());
    }
}
