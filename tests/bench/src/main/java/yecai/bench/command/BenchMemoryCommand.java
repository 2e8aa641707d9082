package yecai.bench.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.bench.memory.MemoryBench;
import yecai.hub.cli.option.VerboseOption;

/** How much memory a capture takes. */
@Command(
        name = "memory",
        description = {
            "Captures 200 tables in a process with a bounded heap: a backlog, rows of 10 MB, and one transaction of five"
                    + " million rows with rows of 10 MB among them, at full scale."
        },
        mixinStandardHelpOptions = true)
final class BenchMemoryCommand implements Callable<Integer> {
    private static final double USUAL_SCALE = 1;

    @Mixin
    private VerboseOption verbose;

    @Mixin
    private BenchOptions options;

    @Option(names = "--heap", paramLabel = "MB", description = "Bound of the capture's heap; 256 if left out.")
    private int heap = 256;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (heap < 64 || heap > 65_536) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--heap must be 64 to 65536 (MB), not " + heap);
        }
        MemoryBench.run(
                System.out, options.scale(USUAL_SCALE), heap, BenchedCapture.class.getName(), options.results());
        return 0;
    }
}
