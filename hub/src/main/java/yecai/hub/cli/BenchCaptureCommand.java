package yecai.hub.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.hub.demo.bench.CaptureBench;

/** How fast a backlog is drained. */
@Command(
        name = "capture",
        description =
                "Drains a backlog of a million rows, ten to a transaction, beside PostgreSQL's logical replication.",
        mixinStandardHelpOptions = true)
final class BenchCaptureCommand implements Callable<Integer> {
    @Mixin
    private VerboseOption verbose;

    @Option(names = "--scale", paramLabel = "F", description = "1 (if left out) for a million rows.")
    private double scale = 1;

    @Option(names = "--rounds", paramLabel = "N", description = "How often each takes its turn; 3 if left out.")
    private int rounds = 3;

    @Option(names = "--results", paramLabel = "FOLDER", description = "Where capture.json goes; target/bench.")
    private Path results = Path.of("target", "bench");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!(scale > 0) || scale > 100) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--scale must be above 0 and at most 100, not " + scale);
        }
        if (rounds < 1 || rounds > 9) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--rounds must be 1 to 9, not " + rounds);
        }
        CaptureBench.run(System.out, scale, rounds, results);
        return 0;
    }
}
