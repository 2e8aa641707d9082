package yecai.hub.cli.source;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Option;
import yecai.cdc.source.Server;
import yecai.hub.cli.option.Installation;
import yecai.sql.error.YecaiException;
import yecai.sql.lint.LintFinding;
import yecai.sql.lint.LintFinding.Severity;

/** Runs the lints before a command does its work: errors refuse, warnings are printed. */
final class LintGate {
    private static final String UNDEFINED_TABLE = "42P01";

    /** What an error of the lints does. */
    enum Mode {
        REFUSE,
        WARN
    }

    @Option(
            names = "--lints",
            paramLabel = "MODE",
            defaultValue = "refuse",
            description = "What a breach of the access rules does: refuse or warn (default: ${DEFAULT-VALUE}).")
    private Mode mode;

    /** Passes a hub that has no lints yet: it is not migrated, which other checks say. */
    void pass(Server hub, PrintWriter err) {
        List<LintFinding> findings;
        try (Connection connection = Installation.open(hub, YecaiException.Kind.HUB)) {
            findings = LintFinding.list(connection);
        } catch (SQLException problem) {
            if (UNDEFINED_TABLE.equals(problem.getSQLState())) {
                return;
            }
            throw new YecaiException(
                    YecaiException.Kind.HUB,
                    "the lints of " + hub + " cannot be read: " + problem.getMessage(),
                    problem);
        }
        for (LintFinding finding : findings) {
            if (finding.severity() == Severity.ERROR && mode == Mode.REFUSE) {
                throw new YecaiException(
                        YecaiException.Kind.HUB,
                        finding.text() + ", and readers might see what they must not. See `yecai access lint` for all "
                                + findings.size()
                                + " findings and their remedies, or start with --lints warn");
            }
            err.println("yecai: " + finding.text());
        }
    }
}
