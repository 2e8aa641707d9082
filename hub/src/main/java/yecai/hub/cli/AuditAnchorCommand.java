package yecai.hub.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import yecai.hub.access.Anchor;
import yecai.hub.access.AuditChain;

/** Keeps the heads of the chains outside the database. */
@Command(
        name = "anchor",
        description =
                "Writes the last entry of every audit chain into a signed file; keep it where the hub's server cannot.",
        mixinStandardHelpOptions = true)
final class AuditAnchorCommand implements Callable<Integer> {
    @Mixin
    private DbaOptions dba;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file.")
    private Path file;

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "Private key that `audit key` made.")
    private Path key;

    @Override
    public Integer call() {
        new Anchor(Instant.now().truncatedTo(ChronoUnit.SECONDS), dba.asDba(AuditAnchorCommand::heads))
                .write(file, key);
        return 0;
    }

    private static List<AuditChain.Head> heads(Connection hub) throws SQLException {
        List<AuditChain.Head> heads = new ArrayList<>();
        for (AuditChain chain : AuditChain.list(hub)) {
            heads.add(chain.head(hub));
        }
        return heads;
    }
}
