package yecai.bench.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.bench.read.ApiBench;
import yecai.bench.read.ExportBench;
import yecai.hub.cli.option.VerboseOption;

/** What the API costs above the database. */
@Command(
        name = "api",
        description = {
            "Reads over HTTP beside pgbench (or JDBC) and COPY with the same governed queries and the same role switch.",
            "All caches are off except for the unchanged refresh; random keys; journal of reads on.",
            "With --export: whole exports, whose lines are counted; YECAI_JAVA_OPTIONS=-Xmx256m bounds the memory."
        },
        mixinStandardHelpOptions = true)
final class BenchApiCommand implements Callable<Integer> {
    @Mixin
    private VerboseOption verbose;

    @Option(
            names = "--scale",
            paramLabel = "F",
            description = "1 (if left out) for a million rows, with --export for five.")
    private double scale = 1;

    @Option(names = "--rounds", paramLabel = "N", description = "How often each takes its turn; 3 if left out.")
    private int rounds = 3;

    @Option(names = "--seconds", paramLabel = "N", description = "How long a turn is; 8 if left out.")
    private int seconds = 8;

    @Option(names = "--export", description = "Export all rows as CSV and NDJSON instead; writes api-export.json.")
    private boolean isExport;

    @Option(names = "--results", paramLabel = "FOLDER", description = "Where api.json goes; target/bench.")
    private Path results = Path.of("target", "bench");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!(scale > 0) || scale > 100) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--scale must be above 0 and at most 100, not " + scale);
        }
        if (rounds < 1 || rounds > 9 || seconds < 1 || seconds > 600) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--rounds must be 1 to 9, and --seconds 1 to 600.");
        }
        if (isExport) {
            ExportBench.run(System.out, scale, results);
            return 0;
        }
        ApiBench.run(System.out, scale, rounds, Duration.ofSeconds(seconds), results);
        return 0;
    }
}
