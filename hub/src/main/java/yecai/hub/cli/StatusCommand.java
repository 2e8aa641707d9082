package yecai.hub.cli;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.cdc.Server;
import yecai.hub.cli.config.SourceSection;
import yecai.sql.YecaiException;

/** Shows how far each source is. */
@Command(
        name = "status",
        description = "Shows each source's state, position and lag, and how much of it is applied and parked.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
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
        List<SourceStatus> statuses = read(installation.captureServer(), names);
        if (json) {
            JsonText.print(out, statuses);
        } else {
            print(out, statuses);
        }
        return 0;
    }

    private static List<SourceStatus> read(Server hub, List<String> names) {
        try (Connection connection = Installation.open(hub, YecaiException.Kind.HUB)) {
            return SourceStatus.list(connection, names);
        } catch (SQLException problem) {
            throw SourceStatus.unreadable(problem);
        }
    }

    private static void print(PrintWriter out, List<SourceStatus> statuses) {
        TextTable table = new TextTable(
                "source", "pack", "state", "since", "position", "lag", "transactions", "events", "parked");
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
                    Long.toString(status.parked()));
        }
        table.print(out);
        for (SourceStatus status : statuses) {
            if (status.detail() != null) {
                out.println(status.source() + ": " + status.detail());
            }
        }
    }

    private static String dash(String text) {
        return text == null ? "-" : text;
    }
}
