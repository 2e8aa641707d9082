package yecai.hub.access.database;

import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import yecai.sql.error.YecaiException;
import yecai.sql.jdbi.RawSql;
import yecai.sql.lint.LintFinding;

/** What administration asks and changes in SQL that is complete as it stands. */
public final class AccessStatements {
    private AccessStatements() {}

    /**
     * Executes a change or a remedy, in the handle's transaction if it is in one.
     *
     * @param why what the SQL is for, as the error names it
     * @throws YecaiException of kind HUB that names the SQL when the hub refuses it
     */
    public static void execute(Handle hub, String sql, String why) {
        try {
            RawSql.execute(hub, sql);
        } catch (SQLException problem) {
            throw new YecaiException(
                    YecaiException.Kind.HUB,
                    "nothing was changed, since `" + sql + "` (" + why + ") failed: " + problem.getMessage(),
                    problem);
        }
    }

    /** Lists what breaks the access rules, as {@link LintFinding#list} does. */
    public static List<LintFinding> listFindings(Handle hub) {
        try {
            return LintFinding.list(hub.getConnection());
        } catch (SQLException problem) {
            throw new YecaiException(
                    YecaiException.Kind.HUB,
                    "the access rules cannot be checked: " + problem.getMessage()
                            + "; the login must be a member of yecai_dba, and the hub be migrated",
                    problem);
        }
    }
}
