package yecai.hub.cli.source;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import yecai.cdc.Capture;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadLimits;
import yecai.cdc.load.LoadProgress;
import yecai.cdc.load.TableReload;
import yecai.cdc.progress.SourceState;
import yecai.cdc.source.Server;
import yecai.hub.cli.config.SourceSection;
import yecai.hub.cli.option.CommonOptions;
import yecai.hub.cli.option.Installation;
import yecai.hub.cli.option.SourceOption;
import yecai.sql.error.YecaiException;

/** Copies what the ERP holds, so that a capture can continue from there. */
@Command(
        name = "load",
        description = {
            "Copies each ERP's captured tables as they are at one moment and derives the canonical rows from them.",
            "Readers see all of it at once. A source that is loaded already is left alone.",
            "A load that was interrupted resumes with the remaining tables.",
            "With --again and tables: copies only these again, deletes included, while the capture continues."
        },
        mixinStandardHelpOptions = true)
public final class LoadCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private SourceOption sources;

    @Mixin
    private LintGate lints;

    @Option(
            names = "--again",
            description = "Load sources that are loaded already, too: throws away what the hub holds of them first.")
    private boolean again;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "How many connections copy at the same time, to limit the load on the ERP; 2 if left out.")
    private int connections = LoadLimits.of(2).connections();

    @Option(
            names = "--max-mb-per-second",
            paramLabel = "MB",
            description = "Most megabytes a second that all of them read from the ERP together; no limit if left out.")
    private double megabytesPerSecond;

    @Parameters(
            paramLabel = "TABLE",
            description = "Only these tables of the ERP, as schema.table; needs --again and one source.")
    private List<String> tables = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = common.installation();
        installation.requireCurrentHub();
        lints.pass(installation.captureServer(), spec.commandLine().getErr());
        List<SourceSection> selected = sources.of(installation);
        if (!tables.isEmpty()) {
            reload(installation, selected, out);
            return 0;
        }
        for (SourceSection source : selected) {
            if (!again && isLoaded(installation.captureServer(), source.name())) {
                out.println(source.name() + ": loaded already; `yecai load --again` would copy it again");
                continue;
            }
            load(installation, source, out);
        }
        return 0;
    }

    private static boolean isLoaded(Server hub, String source) {
        try (Connection connection = Installation.open(hub, YecaiException.Kind.HUB)) {
            return SourceState.find(connection, source)
                    .filter(state -> state.position() != 0 && state.phase() != SourceState.Phase.LOADING)
                    .isPresent();
        } catch (SQLException problem) {
            throw SourceStatus.unreadable(problem);
        }
    }

    private void load(Installation installation, SourceSection source, PrintWriter out) {
        Instant start = Instant.now();
        InitialLoad load = new InitialLoad(installation.settings(source), limits());
        LoadProgress progress = new ProgressLines(source.name(), out);
        long rows = again ? load.startOver(progress) : load.run(progress);
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        out.println(String.format(Locale.ROOT, "%s: %,d rows in %.1f s", source.name(), rows, seconds));
    }

    private LoadLimits limits() {
        try {
            return LoadLimits.of(connections).withMegabytesPerSecond(megabytesPerSecond);
        } catch (IllegalArgumentException wrong) {
            throw new CommandLine.ParameterException(spec.commandLine(), wrong.getMessage());
        }
    }

    private void reload(Installation installation, List<SourceSection> selected, PrintWriter out) {
        if (!again || selected.size() != 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Naming tables needs --again, and --source if there are several sources.");
        }
        SourceSection source = selected.get(0);
        long rows = new TableReload(installation.settings(source), Capture::forReload)
                .run(tables, TableReload.Decision.ACCEPT, new ProgressLines(source.name(), out));
        out.println(String.format(Locale.ROOT, "%s: %,d rows", source.name(), rows));
    }
}
