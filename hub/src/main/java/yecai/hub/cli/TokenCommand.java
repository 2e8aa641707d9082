package yecai.hub.cli;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import yecai.cdc.Server;
import yecai.hub.api.ApiToken;
import yecai.hub.api.TokenStore;
import yecai.sql.YecaiException;

/** {@code yecai token} itself, which only lists its commands. */
@Command(
        name = "token",
        description = "Tokens for the API: each lets a program read as one principal, until it expires or is revoked.",
        mixinStandardHelpOptions = true,
        subcommands = {TokenCommand.Create.class, TokenCommand.Listing.class, TokenCommand.Revoke.class})
final class TokenCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name one of create, list and revoke.");
    }

    /** Acts as the role that owns the access functions; every change is in the audit under the login's name. */
    private static <T> T with(CommonOptions common, Function<TokenStore, T> work) {
        Installation installation = common.installation();
        Server server = installation.hubServer("migrate", installation.hub().migrate());
        try (Connection hub = Installation.open(server, YecaiException.Kind.HUB);
                Statement role = hub.createStatement()) {
            role.execute("set role yecai_access");
            return work.apply(new TokenStore(hub));
        } catch (SQLException problem) {
            throw new YecaiException(
                    YecaiException.Kind.HUB,
                    "cannot act as yecai_access with " + server + ": " + problem.getMessage(),
                    problem);
        }
    }

    /** Issues a token. */
    @Command(
            name = "create",
            description = "Issues a token and prints it, once: the hub keeps only a hash of it.",
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        private static final int MOST_DAYS = 366;

        @Mixin
        private CommonOptions common;

        @Option(names = "--principal", paramLabel = "NAME", required = true, description = "Whose rights it has.")
        private String principal;

        @Option(names = "--label", paramLabel = "TEXT", required = true, description = "What it is for.")
        private String label;

        @Option(names = "--days", paramLabel = "N", description = "How long it counts, up to 366; 90 if left out.")
        private int days = 90;

        @Option(
                names = "--dataset",
                paramLabel = "PATTERN",
                description =
                        "What it is for: finance.*, or finance.receipt; all that the principal may read if left out.")
        private List<String> datasets = List.of("*");

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            if (days < 1 || days > MOST_DAYS) {
                throw new CommandLine.ParameterException(spec.commandLine(), "--days must be 1 to 366.");
            }
            for (String pattern : datasets) {
                if (!pattern.matches("\\*|[a-z_]+\\.(\\*|[a-z0-9_]+)")) {
                    throw new CommandLine.ParameterException(
                            spec.commandLine(), "--dataset must be like finance.* or finance.receipt.");
                }
            }
            Instant expiry = Instant.now().plus(Duration.ofDays(days));
            ApiToken token = with(common, store -> store.issue(principal, label, datasets, expiry));
            spec.commandLine().getOut().println(token.reveal());
            return 0;
        }
    }

    /** Lists tokens. */
    @Command(
            name = "list",
            description = "Lists the tokens, also those that have ended; secrets are not kept.",
            mixinStandardHelpOptions = true)
    static final class Listing implements Callable<Integer> {
        @Mixin
        private CommonOptions common;

        @Option(names = "--json", description = "For programs.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            List<TokenStore.Listed> tokens = with(common, TokenStore::listTokens);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                JsonText.print(out, tokens.stream().map(Listing::texts).toList());
                return 0;
            }
            for (TokenStore.Listed token : tokens) {
                String state = token.revokedAt()
                        .map(at -> "revoked " + at)
                        .orElse((token.expiresAt().isBefore(Instant.now()) ? "expired " : "until ")
                                + token.expiresAt());
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

    /** Revokes a token. */
    @Command(
            name = "revoke",
            description = "Ends a token; running APIs refuse it within seconds (api.remember_sign_in).",
            mixinStandardHelpOptions = true)
    static final class Revoke implements Callable<Integer> {
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
            if (!with(common, store -> store.revoke(tokenId, reason))) {
                throw new YecaiException(
                        YecaiException.Kind.CONFIG,
                        "there is no token " + tokenId + " in force: `yecai token list` shows them");
            }
            spec.commandLine().getOut().println("token " + tokenId + " is revoked");
            return 0;
        }
    }
}
