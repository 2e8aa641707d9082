package yecai.hub.cli.rates;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The rates by which the group translates. */
@Command(
        name = "rates",
        description = {
            "Takes the group's exchange rates from a file, and writes them into one.",
            "Works as hub.writer, a login of a principal with the roles finance_writer and finance_reader."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "TASK",
        commandListHeading = "%nTasks:%n",
        subcommands = {RatesImportCommand.class, RatesExportCommand.class})
public final class RatesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name one of import and export.");
    }
}
