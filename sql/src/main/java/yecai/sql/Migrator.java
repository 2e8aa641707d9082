package yecai.sql;

import static java.util.Objects.requireNonNull;
import static yecai.sql.YecaiException.Kind.HUB;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Brings the hub's schema to the state this program wants: versioned migrations first, then the governed views, then
 * the comments. Repeating it does nothing. Two migrators on one hub wait for each other.
 */
public final class Migrator {
    private static final String LOCK = "hashtextextended('yecai.migrate', 0)";

    private final DataSource migrateLogin;

    /**
     * Uses connections of the login yecai_migrate, at least three at once. They act as yecai_owner, which is undone
     * before they are closed, so a pool may lend them.
     */
    public Migrator(DataSource migrateLogin) {
        this.migrateLogin = new OwnerDataSource(requireNonNull(migrateLogin, "migrateLogin is null"));
    }

    /**
     * Applies what is missing.
     *
     * @throws YecaiException of kind HUB when the hub is newer than this program, or a statement fails
     */
    public MigrationReport migrate() {
        try (Connection connection = migrateLogin.getConnection()) {
            execute(connection, "select pg_advisory_lock(" + LOCK + ")");
            try {
                execute(connection, "create schema if not exists hub");
                return migrate(connection);
            } finally {
                execute(connection, "select pg_advisory_unlock(" + LOCK + ")");
            }
        } catch (SQLException | FlywayException e) {
            throw new YecaiException(HUB, "The migration of the hub failed: " + e.getMessage(), e);
        }
    }

    private MigrationReport migrate(Connection connection) throws SQLException {
        Flyway flyway = flyway(migrateLogin);
        MigrationInfoService info = flyway.info();
        refuseNewerHub(info);
        String before = version(info);
        int migrations = flyway.migrate().migrationsExecuted;
        String after = migrations == 0 ? before : version(flyway.info());
        boolean views = new ViewInstaller(connection, after).install();
        new LintInstaller(connection).install();
        int comments = new Dictionary().apply(connection);
        return new MigrationReport(before, after, migrations, views, comments);
    }

    /**
     * Returns when the hub's schema is exactly the one of this program.
     *
     * @param login any login that may read the version: yecai_migrate or yecai_capture
     * @throws YecaiException of kind HUB that says which side is older and what to do
     */
    public static void requireCurrent(DataSource login) {
        try (Connection connection = login.getConnection()) {
            requireReadable(connection);
            MigrationInfoService info = flyway(login).info();
            refuseNewerHub(info);
            int pending = info.pending().length;
            if (pending > 0) {
                throw new YecaiException(
                        HUB,
                        "The hub's schema is at version " + version(info) + " and lacks " + pending
                                + " migrations of this program: run `yecai migrate`.");
            }
            if (!new ViewInstaller(connection, version(info)).isCurrent()) {
                throw new YecaiException(
                        HUB,
                        "The hub's views are not those of this program: run `yecai migrate` with the newest program.");
            }
        } catch (SQLException | FlywayException e) {
            throw new YecaiException(HUB, "Cannot read the hub's schema version: " + e.getMessage(), e);
        }
    }

    // The right to read the version came with a migration, too.
    private static void requireReadable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select coalesce(has_schema_privilege(current_user, s.oid, 'usage')
                            and bool_and(has_table_privilege(current_user, c.oid, 'select')), false)
                        from pg_catalog.pg_namespace as s
                        left join pg_catalog.pg_class as c
                            on c.relnamespace = s.oid and c.relname in ('schema_history', 'view_set')
                        where s.nspname = 'hub'
                        group by s.oid
                        """)) {
            if (!row.next() || !row.getBoolean(1)) {
                throw new YecaiException(
                        HUB,
                        "The hub's schema is empty or older than this program: run `yecai migrate` (and `yecai init` before it, if that was never done).");
            }
        }
    }

    /** As {@link #requireCurrent(DataSource)}, with the migrator's own login. */
    public void requireCurrent() {
        requireCurrent(migrateLogin);
    }

    private static void refuseNewerHub(MigrationInfoService info) {
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

    private static String version(MigrationInfoService info) {
        var current = info.current();
        return current == null || current.getVersion() == null
                ? ""
                : current.getVersion().getVersion();
    }

    private static Flyway flyway(DataSource login) {
        return Flyway.configure(Migrator.class.getClassLoader())
                .dataSource(login)
                .locations("classpath:yecai/migrations")
                .defaultSchema("hub")
                .table("schema_history")
                .createSchemas(false)
                .cleanDisabled(true)
                .load();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
