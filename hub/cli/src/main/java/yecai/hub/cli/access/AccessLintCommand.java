package yecai.hub.cli.access;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.hub.access.database.AccessStatements;
import yecai.hub.cli.option.DbaOptions;
import yecai.hub.cli.source.CheckCommand;
import yecai.hub.cli.text.JsonText;
import yecai.sql.lint.LintFinding;
import yecai.sql.text.Printable;

/** The rules of the governance that do not hold. */
@Command(
        name = "lint",
        description = "Lists every breach of the access rules with its remedy; ends with 1 if one is an error.",
        mixinStandardHelpOptions = true)
final class AccessLintCommand implements Callable<Integer> {
    @Mixin
    private DbaOptions dba;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<LintFinding> findings = dba.asDba(AccessStatements::listFindings);
        if (json) {
            JsonText.print(out, findings);
        } else {
            findings.forEach(finding ->
                    out.println(Printable.line(finding.text()) + "\n    -> " + Printable.line(finding.remedy())));
            out.println(findings.size() + " findings");
        }
        return findings.stream().anyMatch(finding -> finding.severity() == LintFinding.Severity.ERROR)
                ? CheckCommand.DIFFERENT
                : 0;
    }
}
