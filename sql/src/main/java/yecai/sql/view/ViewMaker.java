package yecai.sql.view;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import yecai.sql.jdbi.RawSql;

/** Makes or replaces all views: one of schema mart for each canonical table, then those of the files in their order. */
final class ViewMaker {
    private final Handle handle;
    private final List<ViewFile> files;

    ViewMaker(Handle handle, List<ViewFile> files) {
        this.handle = handle;
        this.files = files;
    }

    void makeAll() throws SQLException {
        for (GovernedView view : tableViews()) {
            make(view);
        }
        for (ViewFile file : files) {
            if (file.isStatement()) {
                RawSql.execute(
                        handle, "set local role " + (file.schema().equals("canon") ? "yecai_owner" : "yecai_mart"));
                RawSql.execute(handle, file.text());
            } else {
                make(governed(file));
            }
        }
    }

    /** Names of all views and functions that {@link #makeAll} makes, with their schemas. */
    Set<String> names() {
        Set<String> names = new HashSet<>();
        tableViews().forEach(view -> names.addAll(view.names()));
        for (ViewFile file : files) {
            names.add(file.schema() + "." + file.name());
            names.addAll(governed(file).names());
        }
        return names;
    }

    private static GovernedView governed(ViewFile file) {
        return file.isShared() ? GovernedView.shared(file) : GovernedView.published(file);
    }

    private void make(GovernedView view) throws SQLException {
        for (String statement : view.statements()) {
            try {
                RawSql.execute(handle, statement);
            } catch (SQLException problem) {
                throw new SQLException(
                        "view " + view.schema() + "." + view.name() + ": " + problem.getMessage(),
                        problem.getSQLState(),
                        problem);
            }
        }
    }

    private List<GovernedView> tableViews() {
        handle.execute("set local role yecai_owner");
        return CanonicalTable.list(handle).stream().map(GovernedView::ofTable).toList();
    }
}
