package yecai.bench.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.bench.read.ViewsBench;
import yecai.hub.cli.option.VerboseOption;

/** What governance costs a reader. */
@Command(
        name = "views",
        description = "Reads governed views of 10 million cost entries beside the same queries on the bare tables.",
        mixinStandardHelpOptions = true)
final class BenchViewsCommand implements Callable<Integer> {
    @Mixin
    private VerboseOption verbose;

    @Option(names = "--scale", paramLabel = "F", description = "1 (if left out) for 10 million cost entries.")
    private double scale = 1;

    @Option(names = "--rounds", paramLabel = "N", description = "Pairs for each question; 9 if left out.")
    private int rounds = 9;

    @Option(names = "--results", paramLabel = "FOLDER", description = "Where views.json goes; target/bench.")
    private Path results = Path.of("target", "bench");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!(scale > 0) || scale > 10) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--scale must be above 0 and at most 10, not " + scale);
        }
        if (rounds < 1 || rounds > 99) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--rounds must be 1 to 99, not " + rounds);
        }
        ViewsBench.run(System.out, scale, rounds, results);
        return 0;
    }
}
