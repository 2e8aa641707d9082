package yecai.sql;

/**
 * What a migration did.
 *
 * @param fromVersion version of the tables before; empty for a new hub
 * @param toVersion version of the tables now
 * @param migrations number of versioned migrations applied
 * @param functionsInstalled whether the functions, and with them triggers and row policies, were replaced
 * @param viewsInstalled whether the governed views were replaced
 * @param commentsChanged number of comments set from the dictionary
 */
public record MigrationReport(
        String fromVersion,
        String toVersion,
        int migrations,
        boolean functionsInstalled,
        boolean viewsInstalled,
        int commentsChanged) {
    /** Whether the hub was already as this program wants it. */
    public boolean nothingToDo() {
        return migrations == 0 && !functionsInstalled && !viewsInstalled && commentsChanged == 0;
    }
}
