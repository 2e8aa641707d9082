package yecai.bench.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import yecai.bench.lag.LagBench;
import yecai.hub.cli.option.VerboseOption;

/** How soon finance sees what the ERP commits. */
@Command(
        name = "lag",
        description = {
            "Measures the time from a commit in the ERP until finance sees it, at 100, 500 and 1,000 transactions a second,",
            "beside PostgreSQL's logical replication into a table."
        },
        mixinStandardHelpOptions = true)
final class BenchLagCommand implements Callable<Integer> {
    private static final double USUAL_SCALE = 1;

    @Mixin
    private VerboseOption verbose;

    @Mixin
    private BenchOptions options;

    @Override
    public Integer call() {
        LagBench.run(System.out, options.scale(USUAL_SCALE), options.rounds(), options.results());
        return 0;
    }
}
