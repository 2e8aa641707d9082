package yecai.hub.demo.command;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
import yecai.hub.demo.History;

/** The hub and a demo ERP on this machine. */
@Command(
        name = "demo",
        description = {
            "Runs a demo ERP with people working in it, captures it into a hub, and shows what finance sees.",
            "Needs nothing installed: both PostgreSQL servers come with the program. At the end it compares the hub with",
            "the ERP; the last line of the output is the result as JSON."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final DemoOptions DEFAULTS = DemoOptions.defaults();

    @Mixin
    private VerboseOption verbose;

    @Option(names = "--seconds", paramLabel = "N", description = "How long to work; until Ctrl-C if left out.")
    private Optional<Integer> seconds = Optional.empty();

    @Option(names = "--rate", paramLabel = "TX", description = "Transactions a second; 100 if left out.")
    private double rate = DEFAULTS.rate();

    @Option(names = "--workers", paramLabel = "N", description = "People who work at the same time; 4 if left out.")
    private int workers = DEFAULTS.workers();

    @Option(names = "--seed", paramLabel = "N", description = "The same seed gives similar business.")
    private long seed = DEFAULTS.seed();

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the hub's server; any free one if left out.")
    private int port = DEFAULTS.port();

    @Option(names = "--history", paramLabel = "N", description = "Transactions done before the hub starts; 1500.")
    private int history = DEFAULTS.history().transactions();

    @Option(
            names = "--history-orders",
            paramLabel = "N",
            description = "Instead of that, sales orders taken before the hub starts, and their downstream documents.")
    private int historyOrders;

    @Option(
            names = "--history-months",
            paramLabel = "N",
            description = "How many months the history goes back, up to 12; 3 if left out.")
    private int historyMonths = DEFAULTS.history().months();

    @Option(
            names = "--mix",
            paramLabel = "AREA=FACTOR",
            split = ",",
            description = {
                "What is done more or less often than usual, such as sales=2,corrections=0.",
                "Areas: sales, shipping, billing, money, purchasing, production, corrections."
            })
    private Map<String, Double> mix = Map.of();

    @Option(names = "--keep", description = "Keep the servers running at the end, until Ctrl-C, and then their files.")
    private boolean keep;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return Demo.run(options(), System.out);
    }

    private DemoOptions options() {
        try {
            return new DemoOptions(
                    seconds.map(Duration::ofSeconds),
                    rate,
                    workers,
                    seed,
                    port,
                    keep,
                    new History(history, historyOrders, historyMonths),
                    mix,
                    DEFAULTS.snapshotPause());
        } catch (IllegalArgumentException wrong) {
            throw new CommandLine.ParameterException(spec.commandLine(), wrong.getMessage());
        }
    }
}
