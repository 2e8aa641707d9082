package yecai.sql;

import static yecai.sql.error.YecaiException.Kind.HUB;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.Handles;

/** Which migrations a hub has had, compared with those of this program. */
final class SchemaHistory {
    private SchemaHistory() {}

    static void requireReadable(Connection connection) throws SQLException {
        if (!ask(connection, """
                select has_schema_privilege(s.oid, 'usage') and bool_and(has_table_privilege(c.oid, 'select'))
                from pg_catalog.pg_namespace as s
                inner join pg_catalog.pg_class as c
                    on c.relnamespace = s.oid and c.relname in ('schema_history', 'setting', 'view_set')
                where s.nspname = 'hub'
                group by s.oid
                having count(*) = 3
                """)) {
            throw new YecaiException(
                    HUB,
                    "The hub's schema is empty: run `yecai migrate` (and `yecai init` before it, if that was never done).");
        }
    }

    /** Until the first release, migrations had numbers of one or two digits; none of them is part of this program. */
    static void refuseUnreleased(Connection connection) throws SQLException {
        if (ask(connection, "select to_regclass('hub.schema_history') is not null")
                && ask(
                        connection,
                        "select exists (select from hub.schema_history as h where h.script ~ '^V[0-9]{1,2}__')")) {
            throw new YecaiException(
                    HUB,
                    "The hub was made by an unreleased version, which this program cannot bring up to date: create a new hub"
                            + " in an empty database (`yecai init`, `yecai migrate`) and load its sources again.");
        }
    }

    private static boolean ask(Connection connection, String question) throws SQLException {
        return Handles.with(
                connection,
                handle -> handle.createQuery(question)
                        .mapTo(Boolean.class)
                        .findOne()
                        .orElse(false));
    }

    static void refuseNewer(MigrationInfoService info) {
        MigrationVersion newest = MigrationVersion.EMPTY;
        for (var migration : info.all()) {
            MigrationVersion version = migration.getVersion();
            if (migration.getState().isResolved() && version != null && version.isNewerThan(newest)) {
                newest = version;
            }
        }
        var current = info.current();
        if (current != null
                && current.getVersion() != null
                && current.getVersion().isNewerThan(newest)) {
            throw new YecaiException(
                    HUB,
                    "This program is older than the hub: it knows version " + newest + " of the schema, the hub is at "
                            + current.getVersion() + ". Use the newer program.");
        }
    }

    /** The hub's version; empty for a new hub. */
    static String version(MigrationInfoService info) {
        var current = info.current();
        return current == null || current.getVersion() == null
                ? ""
                : current.getVersion().getVersion();
    }

    /** Flyway on the hub, with the migrations of this program. */
    static Flyway of(DataSource login) {
        return Flyway.configure(SchemaHistory.class.getClassLoader())
                .dataSource(login)
                .locations("classpath:yecai/migrations")
                .defaultSchema("hub")
                .table("schema_history")
                .createSchemas(false)
                .cleanDisabled(true)
                .load();
    }
}
