package yecai.hub.cli.api;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.hub.api.signin.TokenStore;
import yecai.hub.cli.option.CommonOptions;
import yecai.hub.cli.text.JsonText;

/** Lists tokens. */
@Command(
        name = "list",
        description = "Lists the tokens, also those that have ended; secrets are not kept.",
        mixinStandardHelpOptions = true)
final class TokenListCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<TokenStore.Listed> tokens = TokenWork.run(common, TokenStore::listTokens);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonText.print(out, tokens.stream().map(TokenListCommand::texts).toList());
            return 0;
        }
        for (TokenStore.Listed token : tokens) {
            String state = token.revokedAt()
                    .map(at -> "revoked " + at)
                    .orElse((token.expiresAt().isBefore(Instant.now()) ? "expired " : "until ") + token.expiresAt());
            out.println(token.tokenId() + "  " + token.principal() + "  " + token.label() + "  "
                    + String.join(",", token.datasets()) + "  " + state);
        }
        return 0;
    }

    private record Texts(
            String tokenId,
            String principal,
            String label,
            List<String> datasets,
            String createdAt,
            String expiresAt,
            String revokedAt) {}

    private static Texts texts(TokenStore.Listed token) {
        return new Texts(
                token.tokenId(),
                token.principal(),
                token.label(),
                token.datasets(),
                token.createdAt().toString(),
                token.expiresAt().toString(),
                token.revokedAt().map(Instant::toString).orElse(null));
    }
}
