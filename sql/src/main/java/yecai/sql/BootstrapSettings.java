package yecai.sql;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import yecai.sql.error.YecaiException;

/**
 * What an administrator decides when making the hub.
 *
 * @param database name of the hub's database
 * @param migratePassword password of the login yecai_migrate; empty leaves it as it is
 * @param capturePassword password of the login yecai_capture; empty leaves it as it is
 * @param apiPassword password of the login yecai_api; empty leaves it as it is, so that it cannot log in with one
 * @param allowOldServer warn instead of refusing a server below the security floor
 */
public record BootstrapSettings(
        String database,
        Optional<String> migratePassword,
        Optional<String> capturePassword,
        Optional<String> apiPassword,
        boolean allowOldServer) {
    public BootstrapSettings {
        requireNonNull(database, "database is null");
        requireNonNull(migratePassword, "migratePassword is null");
        requireNonNull(capturePassword, "capturePassword is null");
        requireNonNull(apiPassword, "apiPassword is null");
        if (!database.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new YecaiException(
                    YecaiException.Kind.CONFIG,
                    "The hub's database is called '" + database
                            + "'. Use lowercase letters, digits and underscores, a letter first.");
        }
    }

    /** Settings with the passwords of both writing logins and the security floor in force. */
    public static BootstrapSettings of(String database, String migratePassword, String capturePassword) {
        return new BootstrapSettings(
                database, Optional.of(migratePassword), Optional.of(capturePassword), Optional.empty(), false);
    }

    /** These settings, with a password for the API's login. */
    public BootstrapSettings withApiPassword(String password) {
        return new BootstrapSettings(database, migratePassword, capturePassword, Optional.of(password), allowOldServer);
    }

    @Override
    public String toString() {
        return "BootstrapSettings[database=" + database + "]";
    }
}
