package yecai.hub.cli.audit;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The audit and its proof. */
@Command(
        name = "audit",
        description = "Proves that the hub's audit chains are whole, and anchors their heads outside the database.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "TASK",
        commandListHeading = "%nTasks:%n",
        subcommands = {AuditVerifyCommand.class, AuditAnchorCommand.class, AuditKeyCommand.class})
public final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a task.");
    }
}
