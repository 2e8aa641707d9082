package yecai.bench.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import yecai.bench.load.LoadBench;
import yecai.hub.cli.option.VerboseOption;

/** How fast an ERP is copied for the first time. */
@Command(
        name = "load",
        description = {
            "Copies twelve tables, 20 million rows at full scale, beside a plain COPY pipe, pg_dump | psql and Debezium with its JDBC sink."
        },
        mixinStandardHelpOptions = true)
final class BenchLoadCommand implements Callable<Integer> {
    private static final double USUAL_SCALE = 0.1;

    @Mixin
    private VerboseOption verbose;

    @Mixin
    private BenchOptions options;

    @Override
    public Integer call() {
        LoadBench.run(System.out, options.scale(USUAL_SCALE), options.rounds(), options.results());
        return 0;
    }
}
