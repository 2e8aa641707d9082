package yecai.hub.cli;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.cdc.Server;
import yecai.cdc.load.InitialLoad;
import yecai.cdc.load.LoadProgress;
import yecai.hub.cli.config.SourceSection;
import yecai.sql.YecaiException;

/** Copies what the ERP holds, so that a capture can go on from there. */
@Command(
        name = "load",
        description = {
            "Copies each ERP's captured tables as they are at one moment and makes the canonical rows of them.",
            "Readers see all of it at once. A source that is loaded already is left alone."
        },
        mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {
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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = common.installation();
        installation.requireCurrentHub();
        lints.pass(installation.captureServer(), spec.commandLine().getErr());
        List<SourceSection> selected = sources.of(installation);
        for (SourceSection source : selected) {
            if (!again && isLoaded(installation.captureServer(), source.name())) {
                out.println(source.name() + ": loaded already; `yecai load --again` would copy it anew");
                continue;
            }
            load(installation, source, out);
        }
        return 0;
    }

    private static boolean isLoaded(Server hub, String source) {
        try (Connection connection = Installation.open(hub, YecaiException.Kind.HUB)) {
            return SourceStatus.list(connection, List.of(source)).get(0).position() != null;
        } catch (SQLException problem) {
            throw SourceStatus.unreadable(problem);
        }
    }

    private static void load(Installation installation, SourceSection source, PrintWriter out) {
        Instant start = Instant.now();
        long rows = new InitialLoad(installation.settings(source)).run(new ProgressLines(source.name(), out));
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        out.println(String.format(Locale.ROOT, "%s: %,d rows in %.1f s", source.name(), rows, seconds));
    }

    /** One line for each thing that happens, which suits a terminal and a log alike. */
    private record ProgressLines(String source, PrintWriter out) implements LoadProgress {
        @Override
        public void phase(String what) {
            out.println(source + ": " + what);
        }

        @Override
        public void copied(String table, long rows) {
            out.println(String.format(Locale.ROOT, "%s:   %s %,d rows", source, table, rows));
        }
    }
}
