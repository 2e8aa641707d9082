package yecai.bench.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import yecai.bench.reconcile.ReconcileBench;
import yecai.hub.cli.option.VerboseOption;

/** How fast a mirror is compared with its ERP, and repaired. */
@Command(
        name = "reconcile",
        description = {
            "Compares a mirror of 10 million rows at full scale with its table, beside the ERP's own sum of hashes;"
                    + " then finds and repairs 1,000 planted differences of each kind while the ERP works."
        },
        mixinStandardHelpOptions = true)
final class BenchReconcileCommand implements Callable<Integer> {
    private static final double USUAL_SCALE = 0.1;

    @Mixin
    private VerboseOption verbose;

    @Mixin
    private BenchOptions options;

    @Override
    public Integer call() {
        ReconcileBench.run(System.out, options.scale(USUAL_SCALE), options.rounds(), options.results());
        return 0;
    }
}
