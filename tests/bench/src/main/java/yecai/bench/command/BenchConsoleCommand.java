package yecai.bench.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.bench.console.ConsoleBench;
import yecai.hub.cli.option.VerboseOption;

/** How soon pages begin while people click, and whether the capture suffers. */
@Command(
        name = "console",
        description = {
            "Measures each page of the console until its first byte, while the demo's ERP works and people click,",
            "and the time until finance sees a commit, in turns without and with these people."
        },
        mixinStandardHelpOptions = true)
final class BenchConsoleCommand implements Callable<Integer> {
    @Mixin
    private VerboseOption verbose;

    @Option(names = "--people", paramLabel = "N", description = "How many people click; 20 if left out.")
    private int people = 20;

    @Option(
            names = "--pause",
            paramLabel = "SECONDS",
            description = "How long a person looks at a page, on average; 5 if left out.")
    private double pause = 5;

    @Option(names = "--rate", paramLabel = "N", description = "Transactions a second of the ERP; 100 if left out.")
    private double rate = 100;

    @Option(names = "--history", paramLabel = "N", description = "Transactions of the past months; 1500 if left out.")
    private int history = 1_500;

    @Option(names = "--rounds", paramLabel = "N", description = "How often each turn comes; 2 if left out.")
    private int rounds = 2;

    @Option(names = "--seconds", paramLabel = "N", description = "How long a turn is; 45 if left out.")
    private int seconds = 45;

    @Option(names = "--results", paramLabel = "FOLDER", description = "Where console.json goes; target/bench.")
    private Path results = Path.of("target", "bench");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        require(people >= 1 && people <= 500, "--people must be 1 to 500, not " + people);
        require(pause >= 0 && pause <= 600, "--pause must be 0 to 600, not " + pause);
        require(rate > 0 && rate <= 10_000, "--rate must be above 0 and at most 10000, not " + rate);
        require(history >= 300, "--history must be at least 300, not " + history);
        require(rounds >= 1 && rounds <= 9, "--rounds must be 1 to 9, not " + rounds);
        require(seconds >= 1 && seconds <= 600, "--seconds must be 1 to 600, not " + seconds);
        ConsoleBench.run(
                System.out,
                new ConsoleBench.Settings(history, rate, people, pause, rounds, Duration.ofSeconds(seconds)),
                results);
        return 0;
    }

    private void require(boolean isRight, String problem) {
        if (!isRight) {
            throw new CommandLine.ParameterException(spec.commandLine(), problem);
        }
    }
}
