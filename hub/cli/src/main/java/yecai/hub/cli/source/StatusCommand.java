package yecai.hub.cli.source;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.cdc.preflight.Preflight;
import yecai.cdc.preflight.SlotLog;
import yecai.cdc.source.Server;
import yecai.cdc.source.SourceSettings;
import yecai.hub.cli.config.SourceSection;
import yecai.hub.cli.option.CommonOptions;
import yecai.hub.cli.option.Installation;
import yecai.hub.cli.option.SourceOption;
import yecai.hub.cli.text.JsonText;
import yecai.hub.cli.text.TextTable;
import yecai.sql.error.YecaiException;

/** Shows how far each source is, and whether it is captured and sound: also as exit code. */
@Command(
        name = "status",
        description = {
            "Shows each source's state, position and lag, and how much of it is applied and parked.",
            "Ends with 9 if a loaded source is captured by no process, else with 1 if a table stands still or differs, a check"
                    + " found a difference or the ERP's log is at its limit, else with 0."
        },
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(StatusCommand.class);
    private static final int NAMED = 3;

    @Mixin
    private CommonOptions common;

    @Mixin
    private SourceOption sources;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = common.installation();
        List<String> names =
                sources.of(installation).stream().map(SourceSection::name).toList();
        List<SourceStatus> statuses = read(installation.captureServer(), names).stream()
                .map(status -> withErp(installation, status))
                .toList();
        if (json) {
            JsonText.print(out, statuses);
        } else {
            print(out, statuses);
        }
        return SourceHealth.exitCode(statuses);
    }

    private static List<SourceStatus> read(Server hub, List<String> names) {
        try (Connection connection = Installation.open(hub, YecaiException.Kind.HUB)) {
            return SourceStatus.list(connection, names);
        } catch (SQLException problem) {
            throw SourceStatus.unreadable(problem);
        }
    }

    // An ERP that cannot be reached must not keep anybody from seeing what the hub says.
    private SourceStatus withErp(Installation installation, SourceStatus status) {
        if (status.state().equals("new")) {
            return status;
        }
        try {
            SourceSettings settings = installation.settings(installation.getSource(status.source()));
            return status.with(SlotLog.find(settings)).with(excessRights(settings));
        } catch (YecaiException unreachable) {
            LOG.debug("the slot of {} cannot be read", status.source(), unreachable);
            return status;
        }
    }

    // What monitoring asks for every minute as JSON must not be refused every minute in the ERP's log.
    private List<String> excessRights(SourceSettings settings) {
        try {
            return Preflight.excessRights(settings, !json);
        } catch (YecaiException unknown) {
            LOG.debug("what the login of {} may do is not known", settings.source(), unknown);
            return List.of();
        }
    }

    private static void print(PrintWriter out, List<SourceStatus> statuses) {
        TextTable table = new TextTable(
                "source", "pack", "state", "since", "position", "lag", "transactions", "events", "parked", "ERP log");
        for (SourceStatus status : statuses) {
            table.add(
                    status.source(),
                    dash(status.pack()),
                    status.state(),
                    dash(status.since()),
                    dash(status.position()),
                    status.lagSeconds() == null ? "-" : String.format(Locale.ROOT, "%.1f s", status.lagSeconds()),
                    Long.toString(status.appliedTransactions()),
                    Long.toString(status.appliedEvents()),
                    Long.toString(status.parked()),
                    status.erpLogKeptBytes() == null ? "-" : SlotLog.text(status.erpLogKeptBytes()));
        }
        table.print(out);
        for (SourceStatus status : statuses) {
            if (status.detail() != null) {
                out.println(status.source() + ": " + status.detail());
            }
            if (status.notCaptured() != null) {
                out.println(status.source() + ": " + status.notCaptured());
            }
            if (status.paused() > 0) {
                out.println(status.source() + ": " + status.paused()
                        + " tables stand still: see `yecai schema --source " + status.source() + "`");
            }
            if (status.standby() != null) {
                out.println(
                        status.source() + ": captured by " + status.capturedBy() + "; standby: " + status.standby());
            }
            printComparisons(out, status);
            printCheck(out, status);
            if (status.warning() != null) {
                out.println(status.source() + ": " + status.warning());
            }
            status.excessRights().forEach(excess -> out.println(status.source() + ": " + excess));
        }
    }

    private static void printComparisons(PrintWriter out, SourceStatus status) {
        if (status.differing() > 0) {
            out.println(status.source() + ": " + status.differing()
                    + " tables differ from the ERP or could not be compared: run `yecai reconcile --repair --source "
                    + status.source() + "`");
        }
        if (status.comparedSince() != null) {
            out.println(status.source() + ": all tables were compared with the ERP since " + status.comparedSince());
        }
    }

    /** What the last check found: the first of what it named, since `yecai check` names all. */
    private static void printCheck(PrintWriter out, SourceStatus status) {
        if (status.checkedAt() == null) {
            return;
        }
        int wrong = status.checkDifferences().size();
        out.println(status.source() + ": checked at " + status.checkedAt()
                + (wrong == 0
                        ? ": all promises hold, the figures tie"
                        : ": " + wrong + " differences, see `yecai check`"));
        status.checkDifferences().stream().limit(NAMED).forEach(text -> out.println("  " + text));
        if (status.quality() != null) {
            out.println(status.source() + ": data quality: " + status.quality() + ", see finance.data_quality");
        }
    }

    private static String dash(String text) {
        return text == null ? "-" : text;
    }
}
