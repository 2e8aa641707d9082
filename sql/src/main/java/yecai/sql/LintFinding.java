package yecai.sql;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One row of hub.lint: a rule of the governance that does not hold.
 *
 * @param lint name of the rule
 * @param severity whether work may go on
 * @param object what is wrong
 * @param detail what is wrong with it
 * @param remedy SQL that mends it if it ends with a semicolon, else what to do
 */
public record LintFinding(String lint, Severity severity, String object, String detail, String remedy) {
    /** How bad a finding is. */
    public enum Severity {
        /** Readers might see what they must not: commands refuse to start. */
        ERROR,
        /** Something is off but shows nobody more: commands warn. */
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
        return severity.name().toLowerCase(java.util.Locale.ROOT) + " " + lint + ": " + object + " " + detail;
    }

    /** All findings, errors first. The login needs to be a member of yecai_dba, yecai_capture, or act as the owner. */
    public static List<LintFinding> list(Connection hub) throws SQLException {
        List<LintFinding> findings = new ArrayList<>();
        try (var statement = hub.createStatement();
                var rows = statement.executeQuery("select lint, severity, object, detail, remedy from hub.lint"
                        + " order by severity, lint, object, detail")) {
            while (rows.next()) {
                findings.add(new LintFinding(
                        rows.getString(1),
                        Severity.valueOf(rows.getString(2).toUpperCase(java.util.Locale.ROOT)),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5)));
            }
        }
        return List.copyOf(findings);
    }
}
