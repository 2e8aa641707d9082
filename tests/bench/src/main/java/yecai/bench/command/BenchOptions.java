package yecai.bench.command;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all benchmarks can be told; how large they are without {@code --scale} is their own affair. */
final class BenchOptions {
    @Option(
            names = "--scale",
            paramLabel = "F",
            description = "How large; 1 for full scale. If left out, it ends within ten minutes.")
    private Double scale;

    @Option(names = "--rounds", paramLabel = "N", description = "How often each takes its turn; 3 if left out.")
    private int rounds = 3;

    @Option(names = "--results", paramLabel = "FOLDER", description = "Where the JSON goes; target/bench.")
    private Path results = Path.of("target", "bench");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    double scale(double usual) {
        double chosen = scale == null ? usual : scale;
        if (!(chosen > 0) || chosen > 100) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--scale must be above 0 and at most 100, not " + scale);
        }
        return chosen;
    }

    int rounds() {
        if (rounds < 1 || rounds > 9) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--rounds must be 1 to 9, not " + rounds);
        }
        return rounds;
    }

    Path results() {
        return results;
    }
}
