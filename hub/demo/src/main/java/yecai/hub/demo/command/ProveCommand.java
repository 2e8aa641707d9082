package yecai.hub.demo.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import yecai.hub.cli.option.VerboseOption;

/** Proofs of what the hub promises, each a command of its own. */
@Command(
        name = "prove",
        description = "Proves a promise of the hub on this machine, with nothing installed.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "PROMISE",
        subcommands = {ProveAtomicityCommand.class})
final class ProveCommand implements Runnable {
    @Mixin
    private VerboseOption verbose;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a promise: atomicity.");
    }
}
