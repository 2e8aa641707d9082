package yecai.sql;

import static java.util.Objects.requireNonNull;
import static yecai.sql.YecaiException.Kind.HUB;

import java.sql.Connection;
import java.sql.SQLException;
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
        Flyway flyway = flyway();
        MigrationInfoService info = flyway.info();
        refuseNewerHub(info);
        String before = version(info);
        int migrations = flyway.migrate().migrationsExecuted;
        String after = migrations == 0 ? before : version(flyway.info());
        boolean views = new ViewInstaller(connection, after).install();
        int comments = new Dictionary().apply(connection);
        return new MigrationReport(before, after, migrations, views, comments);
    }

    /**
     * Returns when the hub's schema is exactly the one of this program.
     *
     * @throws YecaiException of kind HUB that says which side is older and what to do
     */
    public void requireCurrent() {
        try (Connection connection = migrateLogin.getConnection()) {
            MigrationInfoService info = flyway().info();
            refuseNewerHub(info);
            int pending = info.pending().length;
            if (pending > 0) {
                String version = version(info);
                throw new YecaiException(
                        HUB,
                        "The hub's schema is " + (version.isEmpty() ? "empty" : "at version " + version) + " and lacks "
                                + pending + " migrations of this program: run `yecai migrate`.");
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

    private Flyway flyway() {
        return Flyway.configure(Migrator.class.getClassLoader())
                .dataSource(migrateLogin)
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
