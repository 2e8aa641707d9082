package yecai.hub.cli.parked;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the documents that could not be mapped, and tries them again. */
@Command(
        name = "parked",
        description = "Lists the documents that could not be mapped, shows why, and derives them again.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ParkedListCommand.class, ParkedShowCommand.class, ParkedRetryCommand.class})
public final class ParkedCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a command: list, show or retry.");
    }
}
