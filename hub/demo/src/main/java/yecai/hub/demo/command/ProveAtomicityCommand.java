package yecai.hub.demo.command;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.hub.cli.option.VerboseOption;
import yecai.hub.demo.Demo;
import yecai.hub.demo.DemoOptions;

/** No reader sees a partially applied transaction. */
@Command(
        name = "atomicity",
        description = {
            "Proves that no reader sees a partially applied transaction: runs the demo ERP and a hub, and a finance reader",
            "who continuously takes snapshots and in each proves ten invariants and that it shows a prefix of what the ERP",
            "committed. Prints how often each was proved; the last line of the output is the result as JSON. Ends with 1 if",
            "a snapshot broke one, or if there was never anything to check for one."
        },
        mixinStandardHelpOptions = true)
final class ProveAtomicityCommand implements Callable<Integer> {
    private static final DemoOptions DEFAULTS = DemoOptions.defaults();

    @Mixin
    private VerboseOption verbose;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "60", description = "How long; ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--rate", paramLabel = "TX", description = "Transactions a second; 100 if left out.")
    private double rate = DEFAULTS.rate();

    @Option(names = "--workers", paramLabel = "N", description = "People who work at the same time; 4 if left out.")
    private int workers = DEFAULTS.workers();

    @Option(names = "--seed", paramLabel = "N", description = "The same seed gives similar business.")
    private long seed = DEFAULTS.seed();

    @Option(names = "--history", paramLabel = "N", description = "Transactions done before the hub starts; 1500.")
    private int history = DEFAULTS.history().transactions();

    @Option(
            names = "--pause",
            paramLabel = "MS",
            defaultValue = "0",
            description = "Milliseconds between two snapshots; ${DEFAULT-VALUE}.")
    private int pause;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return Demo.prove(options(), System.out);
    }

    private DemoOptions options() {
        try {
            return DEFAULTS.withDuration(Duration.ofSeconds(seconds))
                    .withRate(rate)
                    .withWorkers(workers)
                    .withSeed(seed)
                    .withHistory(history)
                    .withSnapshotPause(Duration.ofMillis(pause));
        } catch (IllegalArgumentException wrong) {
            throw new CommandLine.ParameterException(spec.commandLine(), wrong.getMessage());
        }
    }
}
