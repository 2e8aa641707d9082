package yecai.hub.cli.rates;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import yecai.hub.cli.option.WriterOptions;

/** Rates from a file. */
@Command(
        name = "import",
        description = {
            "Takes rates from a CSV file in UTF-8 with the columns from_currency, to_currency, rate_type (closing, average or"
                    + " transaction), valid_on and rate: units of to_currency for 1 of from_currency.",
            "A closing rate and the average of a month are of its last day. Another value supersedes the one that is there."
                    + " If a line is wrong nothing is taken, and every fault is named."
        },
        mixinStandardHelpOptions = true)
final class RatesImportCommand implements Callable<Integer> {
    @Mixin
    private WriterOptions writer;

    @Parameters(paramLabel = "FILE")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(writer.load(file, "finance.load_rates(:csv, :key)"));
        return 0;
    }
}
