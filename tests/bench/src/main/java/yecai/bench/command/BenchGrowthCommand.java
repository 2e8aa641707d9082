package yecai.bench.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import yecai.bench.lag.GrowthBench;
import yecai.hub.cli.option.VerboseOption;

/** Whether the hub keeps its pace as it grows. */
@Command(
        name = "growth",
        description = {
            "Drains a backlog with 1 and with 10 million rows already there (at full scale), beside PostgreSQL's logical replication."
        },
        mixinStandardHelpOptions = true)
final class BenchGrowthCommand implements Callable<Integer> {
    private static final double USUAL_SCALE = 0.2;

    @Mixin
    private VerboseOption verbose;

    @Mixin
    private BenchOptions options;

    @Override
    public Integer call() {
        GrowthBench.run(System.out, options.scale(USUAL_SCALE), options.rounds(), options.results());
        return 0;
    }
}
