package yecai.hub.cli.source;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.cdc.check.Check;
import yecai.cdc.check.CheckOptions;
import yecai.cdc.check.CheckReport;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.check.findings.Part;
import yecai.hub.cli.config.SourceSection;
import yecai.hub.cli.option.CommonOptions;
import yecai.hub.cli.option.Installation;
import yecai.hub.cli.option.SourceOption;
import yecai.hub.cli.text.JsonText;
import yecai.hub.cli.text.TextTable;

/** Proves that the hub holds what the ERP holds, at one position of the ERP's log. */
@Command(
        name = "check",
        description = {
            "Compares the hub with the ERP at one position of its log, while both continue: every mirror table with its"
                    + " table, every canonical table with its mapping in full, every control total with the ERP's. Then the hub with"
                    + " itself: open items with the ledger's control accounts, and debit with credit.",
            "Ends with 1 if anything differs, and names it."
        },
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    public static final int DIFFERENT = 1;

    @Mixin
    private CommonOptions common;

    @Mixin
    private SourceOption sources;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Longest wait for the capture to pause (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Option(
            names = "--named",
            paramLabel = "ROWS",
            defaultValue = "20",
            description = "Most differing rows to name for one table (default: ${DEFAULT-VALUE}).")
    private int named;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = common.installation();
        installation.requireCurrentHub();
        CheckOptions standard = CheckOptions.defaults();
        CheckOptions options =
                new CheckOptions(standard.requestedBy(), Duration.ofSeconds(timeoutSeconds), standard.workers(), named);
        List<Map<String, Object>> documents = new ArrayList<>();
        boolean passed = true;
        for (SourceSection source : sources.of(installation)) {
            CheckReport report = new Check(installation.settings(source)).run(options);
            passed &= report.passed() && report.figuresTie();
            if (json) {
                documents.add(document(report));
            } else {
                print(out, report);
            }
        }
        if (json) {
            JsonText.print(out, documents);
        }
        return passed ? 0 : DIFFERENT;
    }

    private static void print(PrintWriter out, CheckReport report) {
        out.println("source " + report.source() + " at position " + report.position() + " (" + report.takenAt() + ")");
        TextTable table = new TextTable("promise", "result", "compared");
        table.add("the mirror equals the ERP", word(report.mirrorMatches()), report.rows(Part.MIRROR) + " rows");
        table.add(
                "the canonical tables equal their mappings",
                word(report.canonicalMatchesFull()),
                report.rows(Part.CANONICAL) + " rows");
        table.add(
                "the control totals equal the ERP's",
                word(report.controlTotalsMatch()),
                report.rows(Part.CONTROL_TOTALS) + " figures");
        table.add(
                "the subledgers equal the ledger and the ERP, the ledger closes with 0",
                word(report.figuresTie()),
                report.rows(Part.FIGURES) + " balances");
        table.print(out);
        for (Difference difference : report.differences()) {
            out.println("  " + difference.text());
        }
        for (Difference figure : report.figures()) {
            out.println("  " + figure.text());
        }
        new TreeMap<>(report.quality())
                .forEach((rule, findings) ->
                        out.println("  data quality: " + rule + " " + findings + ", see finance.data_quality"));
    }

    private static String word(boolean holds) {
        return holds ? "holds" : "DIFFERS";
    }

    private static Map<String, Object> document(CheckReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("source", report.source());
        document.put("position", report.position());
        document.put("taken_at", report.takenAt().toString());
        document.put("passed", report.passed());
        document.put("mirror_matches", report.mirrorMatches());
        document.put("canonical_matches_full", report.canonicalMatchesFull());
        document.put("control_totals_match", report.controlTotalsMatch());
        document.put("figures_tie", report.figuresTie());
        document.put("differences", report.differences());
        document.put("figures", report.figures());
        document.put("quality", report.quality());
        document.put("compared", report.compared());
        document.put("milliseconds", report.durations());
        return document;
    }
}
