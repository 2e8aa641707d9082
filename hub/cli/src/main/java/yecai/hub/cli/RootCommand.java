package yecai.hub.cli;

import java.util.Comparator;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import yecai.hub.cli.access.AccessCommand;
import yecai.hub.cli.api.ApiCommand;
import yecai.hub.cli.api.ConsoleCommand;
import yecai.hub.cli.api.TokenCommand;
import yecai.hub.cli.assess.AssessCommand;
import yecai.hub.cli.audit.AuditCommand;
import yecai.hub.cli.codes.CodesCommand;
import yecai.hub.cli.pack.PackCommand;
import yecai.hub.cli.parked.ParkedCommand;
import yecai.hub.cli.rates.RatesCommand;
import yecai.hub.cli.server.ServerCommand;
import yecai.hub.cli.source.CaptureCommand;
import yecai.hub.cli.source.CheckCommand;
import yecai.hub.cli.source.InitCommand;
import yecai.hub.cli.source.LoadCommand;
import yecai.hub.cli.source.MigrateCommand;
import yecai.hub.cli.source.ReconcileCommand;
import yecai.hub.cli.source.SchemaCommand;
import yecai.hub.cli.source.SettingsCommand;
import yecai.hub.cli.source.StatusCommand;
import yecai.hub.cli.source.UpgradeCommand;

/** {@code yecai} itself, which only lists the commands. */
@Command(
        name = "yecai",
        description = "Captures the changes of ERP databases into one governed PostgreSQL database for finance.",
        mixinStandardHelpOptions = true,
        versionProvider = RootCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands, in the order in which a new hub needs them:%n",
        subcommands = {
            AssessCommand.class,
            InitCommand.class,
            MigrateCommand.class,
            LoadCommand.class,
            CaptureCommand.class,
            ApiCommand.class,
            TokenCommand.class,
            ConsoleCommand.class,
            SchemaCommand.class,
            UpgradeCommand.class,
            StatusCommand.class,
            CheckCommand.class,
            ReconcileCommand.class,
            ParkedCommand.class,
            SettingsCommand.class,
            RatesCommand.class,
            CodesCommand.class,
            PackCommand.class,
            AccessCommand.class,
            AuditCommand.class,
            ServerCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:status, check, reconcile, demo, prove, access or audit found a difference",
            "2:the command line, the configuration file or a password is not right",
            "3:a pack is not right",
            "4:the ERP's server refuses or lacks something",
            "5:the hub's server refuses or lacks something",
            "6:a mapping cannot be derived",
            "7:the ERP's tables changed in a way that needs a decision",
            "8:somebody else holds what is needed, such as a second capture of a source",
            "9:status: a loaded source is captured by no process",
            "70:a defect of Yecai Hub"
        })
final class RootCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** The whole command line: the product's commands, those of other modules on the class path, and help. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new RootCommand());
        ServiceLoader.load(CommandProvider.class).stream()
                .flatMap(provider -> provider.get().listCommands().stream())
                .sorted(Comparator.comparingInt(ProvidedCommand::place))
                .forEach(provided -> line.addSubcommand(provided.command()));
        return line.addSubcommand(new CommandLine.HelpCommand());
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a command.");
    }

    /** The version in the manifest of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RootCommand.class.getPackage().getImplementationVersion();
            return new String[] {
                "yecai " + (version == null ? "(not packaged)" : version),
                "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + "), "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch")
            };
        }
    }
}
