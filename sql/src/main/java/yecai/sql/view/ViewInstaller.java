package yecai.sql.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import yecai.sql.jdbi.Handles;
import yecai.sql.text.Resources;

/**
 * Installs the governed views in one transaction. It first replaces each view in place, which keeps views that others
 * built on them; when a column was renamed, retyped or removed, PostgreSQL refuses that, and all of the hub's views are
 * dropped and made again. Nothing is ever dropped by cascade: another owner's dependent view is named.
 */
public final class ViewInstaller {
    private static final Set<String> COLUMNS_CHANGED = Set.of("42P16", "42P13");
    private static final String BEFORE = "before_the_views";
    private static final String SETTLE = Resources.read("sql/settle_views.sql");

    private final Connection connection;
    private final String schemaVersion;
    private final List<ViewFile> files = ViewFile.all();

    /**
     * Works on a connection in auto-commit mode, which stays open: one of yecai_migrate to install, one of any login that
     * may read hub.view_set to ask.
     *
     * @param schemaVersion version of the tables; another version installs the views again
     */
    public ViewInstaller(Connection connection, String schemaVersion) {
        this.connection = connection;
        this.schemaVersion = schemaVersion;
    }

    /** Returns whether the installed views are those of this program. */
    public boolean isCurrent() throws SQLException {
        return Handles.with(
                        connection,
                        handle -> handle.createQuery("select s.checksum from hub.view_set as s")
                                .mapTo(String.class)
                                .list())
                .contains(checksum());
    }

    /** Returns false when the views were there already. */
    public boolean install() throws SQLException {
        if (isCurrent()) {
            return false;
        }
        Handles.useTransaction(connection, handle -> {
            handle.execute("set local lock_timeout = '30s'");
            replaceOrRecreate(handle);
            handle.execute(SETTLE);
            handle.execute("set local role yecai_mart");
            handle.execute("select hub.sync_datasets()");
            handle.execute("set local role yecai_owner");
            handle.execute("select hub.record_views()");
            handle.execute("select hub.record_datasets()");
            record(handle);
        });
        return true;
    }

    private void replaceOrRecreate(Handle handle) throws SQLException {
        ViewMaker maker = new ViewMaker(handle, files);
        InstalledViews installed = new InstalledViews(handle);
        handle.savepoint(BEFORE);
        try {
            maker.makeAll();
            installed.dropAllBut(maker.names());
        } catch (SQLException problem) {
            if (!COLUMNS_CHANGED.contains(problem.getSQLState())) {
                throw problem;
            }
            handle.rollbackToSavepoint(BEFORE);
            installed.dropAllBut(Set.of());
            maker.makeAll();
        }
    }

    private void record(Handle handle) {
        handle.createUpdate("""
                        insert into hub.view_set (checksum) values (:checksum)
                        on conflict (only_row) do update
                        set checksum = excluded.checksum, installed_at = clock_timestamp()
                        """).bind("checksum", checksum()).execute();
    }

    private String checksum() {
        List<String> texts = new ArrayList<>();
        texts.add(schemaVersion);
        texts.add(SETTLE);
        texts.addAll(GovernedView.ofTable(new CanonicalTable("t", List.of("c"))).statements());
        files.forEach(file -> texts.add(file.toString()));
        return Resources.checksum(texts);
    }
}
