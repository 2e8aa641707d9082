package yecai.hub.cli.audit;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import yecai.hub.access.audit.AnchorKeys;
import yecai.hub.cli.option.CommonOptions;

/** Keys for anchors. */
@Command(
        name = "key",
        description = "Makes the pair of keys that anchors are signed and checked with.",
        mixinStandardHelpOptions = true)
final class AuditKeyCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Option(names = "--private", paramLabel = "FILE", required = true, description = "For the one who anchors.")
    private Path privateKey;

    @Option(names = "--public", paramLabel = "FILE", required = true, description = "For those who verify.")
    private Path publicKey;

    @Override
    public Integer call() {
        AnchorKeys.make(privateKey, publicKey);
        return 0;
    }
}
