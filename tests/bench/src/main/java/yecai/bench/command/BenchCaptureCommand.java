package yecai.bench.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import yecai.bench.capture.CaptureBench;
import yecai.hub.cli.option.VerboseOption;

/** How fast a backlog is drained. */
@Command(
        name = "capture",
        description = {
            "Drains a backlog, of a million rows at full scale, ten to a transaction, beside PostgreSQL's logical replication."
        },
        mixinStandardHelpOptions = true)
final class BenchCaptureCommand implements Callable<Integer> {
    private static final double USUAL_SCALE = 1;

    @Mixin
    private VerboseOption verbose;

    @Mixin
    private BenchOptions options;

    @Override
    public Integer call() {
        CaptureBench.run(System.out, options.scale(USUAL_SCALE), options.rounds(), options.results());
        return 0;
    }
}
