package yecai.hub.cli.pack;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.Control;

/** Whether a control query can be run, gives what a control gives, and has a counterpart. */
final class ControlTrial {
    private static final List<String> COLUMNS =
            List.of("company", "period", "currency", "derive_key", "amount", "excluded");

    private ControlTrial() {}

    /** @param hub a connection in a transaction whose search path is that of the mirror */
    static void run(Connection hub, Control control, PackFindings findings) throws SQLException {
        String place = "pack.yml: `controls." + control.kind() + "`";
        try (Statement statement = hub.createStatement()) {
            statement.execute("savepoint control");
            try {
                List<String> given = TouchTrial.columns(hub, control.sql()).stream()
                        .map(GivenColumn::name)
                        .toList();
                for (String column : COLUMNS) {
                    if (!given.contains(column)) {
                        findings.mistake(place + ": its query gives no column `" + column + "`: add it");
                    }
                }
            } catch (SQLException problem) {
                statement.execute("rollback to savepoint control");
                findings.mistake(place + ": " + SqlPlace.message(problem) + "; correct its query");
            }
            statement.execute("release savepoint control");
        }
        if (!hasCounterpart(hub, control)) {
            findings.mistake(
                    place + " has no counterpart: canon.control_figure gives no figure of this kind; use one of"
                            + " its kinds, or add one there");
        }
    }

    private static boolean hasCounterpart(Connection hub, Control control) throws SQLException {
        return Handles.with(
                hub,
                handle -> handle.createQuery("""
                        select strpos(pg_catalog.pg_get_viewdef('canon.control_figure'::regclass), quote_literal(:kind)) > 0
                        """)
                        .bind("kind", control.kind())
                        .mapTo(Boolean.class)
                        .one());
    }
}
