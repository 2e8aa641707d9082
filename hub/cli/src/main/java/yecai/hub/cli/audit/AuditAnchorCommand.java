package yecai.hub.cli.audit;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yecai.hub.access.audit.Anchor;
import yecai.hub.access.audit.AnchorReceiver;
import yecai.hub.cli.option.DbaOptions;

/** Keeps the heads of the chains outside the database. */
@Command(
        name = "anchor",
        description =
                "Signs the last entry of every audit chain, for a file or a receiver that the hub's server cannot reach.",
        mixinStandardHelpOptions = true)
final class AuditAnchorCommand implements Callable<Integer> {
    @Mixin
    private DbaOptions dba;

    @Option(names = "--out", paramLabel = "FILE", description = "The file.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--url", paramLabel = "URL", description = "HTTPS address that the anchor is posted to.")
    private Optional<URI> url = Optional.empty();

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to wait for the receiver; 30.")
    private int timeout = 30;

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "Private key that `audit key` made.")
    private Path key;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (file.isEmpty() && url.isEmpty()) {
            throw new CommandLine.ParameterException(spec.commandLine(), "Name --out, --url or both.");
        }
        if (timeout < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--timeout must be at least 1.");
        }
        Optional<AnchorReceiver> receiver =
                url.map(address -> new AnchorReceiver(address, Duration.ofSeconds(timeout)));
        dba.asDba(hub -> {
            Anchor anchor = Anchor.take(hub);
            file.ifPresent(path -> anchor.write(path, key));
            String name = hub.getConnection().getCatalog();
            receiver.ifPresent(outside -> outside.post(name, anchor, key));
            return 0;
        });
        return 0;
    }
}
