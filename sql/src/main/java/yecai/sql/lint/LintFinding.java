package yecai.sql.lint;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import yecai.sql.jdbi.Handles;

/**
 * One row of hub.lint: a rule of the governance that is broken.
 *
 * @param lint name of the rule
 * @param severity whether work may continue
 * @param object what is wrong
 * @param detail what is wrong with it
 * @param remedy SQL that repairs it if it ends with a semicolon, else what to do
 */
public record LintFinding(String lint, Severity severity, String object, String detail, String remedy) {
    /** How bad a finding is. */
    public enum Severity {
        /** Readers might see what they must not: commands refuse to start. */
        ERROR,
        /** A breach that shows no reader more: commands warn. */
        WARNING
    }

    public LintFinding {
        requireNonNull(lint, "lint is null");
        requireNonNull(severity, "severity is null");
        requireNonNull(object, "object is null");
        requireNonNull(detail, "detail is null");
        requireNonNull(remedy, "remedy is null");
    }

    /** Whether the remedy is SQL. */
    public boolean isMendedBySql() {
        return remedy.endsWith(";");
    }

    /** The finding in one line, without its remedy. */
    public String text() {
        return severity.name().toLowerCase(Locale.ROOT) + " " + lint + ": " + object + " " + detail;
    }

    /** All findings, errors first. The login needs to be a member of yecai_dba, yecai_capture, or act as the owner. */
    public static List<LintFinding> list(Connection hub) throws SQLException {
        return Handles.with(
                hub, handle -> handle.createQuery("""
                        select l.lint, l.severity, l.object, l.detail, l.remedy
                        from hub.lint as l
                        order by l.severity, l.lint, l.object, l.detail
                        """).mapTo(LintFinding.class).list());
    }
}
