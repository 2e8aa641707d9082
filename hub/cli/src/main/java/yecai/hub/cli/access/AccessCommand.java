package yecai.hub.cli.access;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Who may read what. */
@Command(
        name = "access",
        description = {
            "Plans, applies, checks and explains who may read what. `plan` is the dry run of `apply`.",
            "Works as hub.dba, a member of yecai_dba, or as hub.admin where there is no hub.dba."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "TASK",
        commandListHeading = "%nTasks:%n",
        subcommands = {
            AccessPlanCommand.class,
            AccessApplyCommand.class,
            AccessCheckCommand.class,
            AccessImportCommand.class,
            AccessExplainCommand.class,
            AccessPreviewCommand.class,
            AccessLintCommand.class,
            AccessLoginCommand.class,
            AccessRotateCommand.class,
            AccessWatchCommand.class
        })
public final class AccessCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a task.");
    }
}
