package yecai.sql;

import static java.util.Objects.requireNonNull;
import static yecai.sql.error.YecaiException.Kind.HUB;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;
import yecai.sql.dictionary.Dictionary;
import yecai.sql.error.YecaiException;
import yecai.sql.function.FunctionInstaller;
import yecai.sql.lint.LintInstaller;
import yecai.sql.view.ViewInstaller;

/**
 * Brings the hub's schema to the state this program wants: versioned migrations first, then the functions with triggers
 * and row policies, then the governed views, the lints and the comments. Repeating it does nothing. Two migrators on one hub wait for each other.
 */
public final class Migrator {
    private final DataSource migrateLogin;

    /**
     * Uses connections of the login yecai_migrate, at least five at once. They act as yecai_owner, which is undone
     * before they are closed, so a pool may lend them.
     */
    public Migrator(DataSource migrateLogin) {
        this.migrateLogin = new OwnerDataSource(requireNonNull(migrateLogin, "migrateLogin is null"));
    }

    /**
     * Applies what is missing.
     *
     * @throws YecaiException of kind HUB when the hub is newer than this program, was made by an unreleased one, or a statement
     *     fails
     */
    public MigrationReport migrate() {
        try (Connection connection = migrateLogin.getConnection();
                MigrationGate gate = new MigrationGate(migrateLogin.getConnection())) {
            gate.enter();
            try (ReadersInTheWay readers = ReadersInTheWay.start(migrateLogin)) {
                return migrate(connection);
            }
        } catch (SQLException | FlywayException e) {
            throw new YecaiException(HUB, "The migration of the hub failed: " + e.getMessage(), e);
        }
    }

    private MigrationReport migrate(Connection connection) throws SQLException {
        SchemaHistory.refuseUnreleased(connection);
        Flyway flyway = SchemaHistory.of(migrateLogin);
        MigrationInfoService info = flyway.info();
        SchemaHistory.refuseNewer(info);
        String before = SchemaHistory.version(info);
        int migrations = flyway.migrate().migrationsExecuted;
        String after = migrations == 0 ? before : SchemaHistory.version(flyway.info());
        var functionInstaller = new FunctionInstaller(connection, after);
        boolean functions = functionInstaller.install();
        boolean views = new ViewInstaller(connection, functionInstaller.checksum()).install();
        new LintInstaller(connection).install();
        int comments = new Dictionary().apply(connection);
        return new MigrationReport(before, after, migrations, functions, views, comments);
    }

    /**
     * Returns when the hub's schema is exactly the one of this program.
     *
     * @param login any login that may read the version: yecai_migrate or yecai_capture
     * @throws YecaiException of kind HUB that says which side is older and what to do
     */
    public static void requireCurrent(DataSource login) {
        try (Connection connection = login.getConnection()) {
            SchemaHistory.requireReadable(connection);
            SchemaHistory.refuseUnreleased(connection);
            MigrationInfoService info = SchemaHistory.of(login).info();
            SchemaHistory.refuseNewer(info);
            int pending = info.pending().length;
            if (pending > 0) {
                throw new YecaiException(
                        HUB,
                        "The hub's schema is at version " + SchemaHistory.version(info) + " and lacks " + pending
                                + " migrations of this program: run `yecai migrate`.");
            }
            var functions = new FunctionInstaller(connection, SchemaHistory.version(info));
            if (!functions.isCurrent()) {
                throw new YecaiException(
                        HUB,
                        "The hub's functions are not those of this program: run `yecai migrate` with the newest program.");
            }
            if (!new ViewInstaller(connection, functions.checksum()).isCurrent()) {
                throw new YecaiException(
                        HUB,
                        "The hub's views are not those of this program: run `yecai migrate` with the newest program.");
            }
        } catch (SQLException | FlywayException e) {
            throw new YecaiException(HUB, "Cannot read the hub's schema version: " + e.getMessage(), e);
        }
    }

    /** As {@link #requireCurrent(DataSource)}, with the migrator's own login. */
    public void requireCurrent() {
        requireCurrent(migrateLogin);
    }
}
