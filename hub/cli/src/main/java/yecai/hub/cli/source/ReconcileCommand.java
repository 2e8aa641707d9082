package yecai.hub.cli.source;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import yecai.cdc.Capture;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.reconcile.NewSlotRepair;
import yecai.cdc.reconcile.ReconcileOptions;
import yecai.cdc.reconcile.ReconcileReport;
import yecai.cdc.reconcile.Reconciliation;
import yecai.cdc.reconcile.TableResult;
import yecai.cdc.source.SourceSettings;
import yecai.hub.cli.config.SourceSection;
import yecai.hub.cli.option.CommonOptions;
import yecai.hub.cli.option.Installation;
import yecai.hub.cli.option.SourceOption;
import yecai.hub.cli.text.JsonText;
import yecai.hub.cli.text.TextTable;

/** Compares mirror tables with the ERP, and mends what differs. */
@Command(
        name = "reconcile",
        description = {
            "Compares mirror tables with the ERP's tables at one position of its log, while both continue.",
            "With --repair: copies the rows that differ again, deletes included, derives them, and lets paused tables that"
                    + " equal the ERP go on. Readers see all of it at once.",
            "Ends with 1 if a table differs and was not repaired."
        },
        mixinStandardHelpOptions = true)
public final class ReconcileCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private SourceOption sources;

    @Option(names = "--repair", description = "Make the rows that differ what the ERP has.")
    private boolean repair;

    @Option(
            names = "--new-slot",
            description = "For a source that cannot go on from its position, while its capture is stopped: replace its"
                    + " replication slot, and repair all tables at the slot's position.")
    private boolean newSlot;

    @Option(
            names = "--share",
            paramLabel = "PERCENT",
            defaultValue = "100",
            description = "Most of the time that is spent reading the ERP, in percent (default: ${DEFAULT-VALUE}).")
    private int percent;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Longest wait for the capture to pause (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Parameters(
            paramLabel = "TABLE",
            description = "Only these tables of the ERP, as schema.table; needs --source if there are several sources.")
    private List<String> tables = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ReconcileOptions options = options();
        Installation installation = common.installation();
        installation.requireCurrentHub();
        List<SourceSection> selected = sources.of(installation);
        if (!tables.isEmpty() && selected.size() != 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Naming tables needs --source if there are several sources.");
        }
        if (!tables.isEmpty() && newSlot) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--new-slot is for all tables of a source: name none.");
        }
        List<Map<String, Object>> documents = new ArrayList<>();
        boolean isEqual = true;
        for (SourceSection source : selected) {
            LoadProgress progress = json ? LoadProgress.SILENT : new ProgressLines(source.name(), out);
            SourceSettings settings = installation.settings(source);
            ReconcileReport report = newSlot
                    ? new NewSlotRepair(settings).run(options, progress)
                    : new Reconciliation(settings, Capture::forReload).run(tables, options, progress);
            isEqual &= report.isEqual();
            if (json) {
                report.tables().forEach(table -> documents.add(document(source.name(), table)));
            } else {
                print(out, report);
            }
        }
        if (json) {
            JsonText.print(out, documents);
        }
        return isEqual ? 0 : CheckCommand.DIFFERENT;
    }

    private ReconcileOptions options() {
        try {
            ReconcileOptions standard = ReconcileOptions.defaults();
            return new ReconcileOptions(
                    standard.requestedBy(), Duration.ofSeconds(timeoutSeconds), percent / 100.0, repair);
        } catch (IllegalArgumentException wrong) {
            throw new CommandLine.ParameterException(spec.commandLine(), wrong.getMessage());
        }
    }

    /** Prints what was found of each table. */
    static void print(PrintWriter out, ReconcileReport report) {
        TextTable table = new TextTable("table", "rows", "ranges", "differ", "changed", "missing", "extra", "result");
        for (TableResult result : report.tables()) {
            table.add(
                    result.table(),
                    Long.toString(result.rows()),
                    Integer.toString(result.ranges()),
                    Integer.toString(result.differingRanges()),
                    Long.toString(result.changed()),
                    Long.toString(result.missing()),
                    Long.toString(result.extra()),
                    word(result));
        }
        table.print(out);
    }

    private static String word(TableResult result) {
        String what = result.problem()
                .orElseGet(() -> result.repaired()
                        ? "repaired"
                        : result.differences() == 0
                                ? "equals the ERP at " + result.position()
                                : "DIFFERS at " + result.position());
        return result.paused() ? what + " (paused)" : what;
    }

    private static Map<String, Object> document(String source, TableResult result) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("source", source);
        document.put("table", result.table());
        document.put("position", result.position());
        document.put("compared_at", result.comparedAt().toString());
        document.put("milliseconds", result.millis());
        document.put("ranges", result.ranges());
        document.put("differing_ranges", result.differingRanges());
        document.put("rows", result.rows());
        document.put("changed", result.changed());
        document.put("missing", result.missing());
        document.put("extra", result.extra());
        document.put("equal", result.isEqual());
        document.put("repaired", result.repaired());
        document.put("paused", result.paused());
        document.put("problem", result.problem().orElse(null));
        return document;
    }
}
