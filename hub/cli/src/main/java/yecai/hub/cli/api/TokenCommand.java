package yecai.hub.cli.api;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code yecai token} itself, which only lists its commands. */
@Command(
        name = "token",
        description =
                "Tokens for the API: each allows a program to read as one principal, until it expires or is revoked.",
        mixinStandardHelpOptions = true,
        subcommands = {TokenCreateCommand.class, TokenListCommand.class, TokenRevokeCommand.class})
public final class TokenCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name one of create, list and revoke.");
    }
}
