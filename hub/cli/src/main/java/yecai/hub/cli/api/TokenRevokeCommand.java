package yecai.hub.cli.api;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import yecai.hub.cli.option.CommonOptions;
import yecai.sql.error.YecaiException;

/** Revokes a token. */
@Command(
        name = "revoke",
        description = "Ends a token; running APIs refuse it within seconds (api.remember_sign_in).",
        mixinStandardHelpOptions = true)
final class TokenRevokeCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "ID", description = "As `yecai token list` shows it.")
    private String tokenId;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "For the audit.")
    private String reason;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!TokenWork.run(common, store -> store.revoke(tokenId, reason))) {
            throw new YecaiException(
                    YecaiException.Kind.CONFIG,
                    "there is no token " + tokenId + " in force: `yecai token list` shows them");
        }
        spec.commandLine().getOut().println("token " + tokenId + " is revoked");
        return 0;
    }
}
