package yecai.hub.cli.codes;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Codes of the group: takes files of them, gives them, and reports what is not mapped. */
@Command(
        name = "codes",
        description = "Takes and gives files of the group's codes, and reports how the sources' codes conform to them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CodesImportCommand.class,
            CodesExportCommand.class,
            CodesReportCommand.class,
            CodesApplyCommand.class
        })
public final class CodesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Name a command: import, export, report or apply.");
    }
}
