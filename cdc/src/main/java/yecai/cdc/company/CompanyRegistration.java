package yecai.cdc.company;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import yecai.cdc.source.SourceSettings;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.Mapping;
import yecai.sql.text.Identifier;

/** Registers the companies of a source that is being loaded, and says what to do where another source has the code of one. */
public final class CompanyRegistration {
    private static final String TAKEN = "P0C01"; // hub.register_company says whose it is, and what to do

    private CompanyRegistration() {}

    /**
     * Registers the companies that the source's master data have. Before the documents are derived: that two sources have the same
     * code is then known at once.
     *
     * @throws SQLException that {@link #isTaken} if another company has the code of one
     */
    public static void register(Connection hub, SourceSettings settings) throws SQLException {
        for (Mapping mapping : settings.pack().mappings()) {
            if (concerns(mapping)) {
                Savepoint before = hub.setSavepoint();
                try {
                    register(hub, Identifier.quote(settings.mapSchema(), mapping.name()));
                    hub.releaseSavepoint(before);
                } catch (SQLException e) {
                    if (isTaken(e)) {
                        throw e;
                    }
                    // a company that cannot be mapped is parked when it is derived, and the others are registered then
                    hub.rollback(before);
                }
            }
        }
    }

    /** Whether the companies are registered from this mapping. */
    public static boolean concerns(Mapping mapping) {
        return mapping.entity().equals("company");
    }

    private static void register(Connection hub, String view) throws SQLException {
        Handles.use(
                hub,
                handle -> handle.createQuery("select company from " + view)
                        .mapTo(String.class)
                        .list());
    }

    /** Returns whether another company has the code of a company that the source names for the first time. */
    public static boolean isTaken(SQLException problem) {
        return TAKEN.equals(problem.getSQLState());
    }

    /** Returns what to say of it when a source is loaded: nothing of it is kept, and what to add to the configuration. */
    public static YecaiException taken(SourceSettings settings, SQLException problem) {
        String why = problem.getMessage().lines().findFirst().orElse("").replaceFirst("^ERROR: ", "");
        return new YecaiException(
                Kind.PACK,
                "source " + settings.source() + " is not loaded: " + why
                        + "; then load it again, which continues from here",
                problem);
    }
}
