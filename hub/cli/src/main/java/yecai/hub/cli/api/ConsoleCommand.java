package yecai.hub.cli.api;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code yecai console} itself, which only lists its commands. */
@Command(
        name = "console",
        description = "The console for people, which `yecai api` serves: links with which they sign in.",
        mixinStandardHelpOptions = true,
        subcommands = ConsoleLinkCommand.class)
public final class ConsoleCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name link.");
    }
}
