package yecai.bench.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code yecai bench} itself, which only lists the benchmarks. */
@Command(
        name = "bench",
        description = {
            "Measures the hub beside its peers on servers that are started for it, in one run, taking turns.",
            "Each benchmark prints a table and writes target/bench/NAME.json with the ratios."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "BENCHMARK",
        commandListHeading = "%nBenchmarks:%n",
        subcommands = {
            BenchApiCommand.class,
            BenchCaptureCommand.class,
            BenchConsoleCommand.class,
            BenchGrowthCommand.class,
            BenchLagCommand.class,
            BenchLoadCommand.class,
            BenchMemoryCommand.class,
            BenchReconcileCommand.class,
            BenchViewsCommand.class
        })
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a benchmark.");
    }
}
