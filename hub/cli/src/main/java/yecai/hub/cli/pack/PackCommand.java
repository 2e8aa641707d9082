package yecai.hub.cli.pack;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import yecai.hub.cli.source.PackUpgradeCommand;

/** Work on packs. */
@Command(
        name = "pack",
        description = "Checks a pack, which teaches the hub an ERP, and brings sources to a newer version of theirs.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PackCheckCommand.class, PackUpgradeCommand.class})
public final class PackCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a command: check or upgrade.");
    }
}
