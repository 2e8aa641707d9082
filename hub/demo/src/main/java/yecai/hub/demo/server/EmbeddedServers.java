package yecai.hub.demo.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** The demo's two servers, the ERP's and the hub's, with their files in one temporary folder. */
public final class EmbeddedServers implements AutoCloseable {
    private final Path folder;
    private final boolean keep;
    private final EmbeddedServer erp;
    private final EmbeddedServer hub;

    private EmbeddedServers(Path folder, boolean keep, EmbeddedServer erp, EmbeddedServer hub) {
        this.folder = folder;
        this.keep = keep;
        this.erp = erp;
        this.hub = hub;
    }

    /**
     * Starts both.
     *
     * @param hubPort port of the hub's server, 0 for any
     * @param keep leave the files behind
     */
    public static EmbeddedServers start(int hubPort, boolean keep) {
        Path folder = makeFolder();
        CompletableFuture<EmbeddedServer> erp = CompletableFuture.supplyAsync(() -> EmbeddedServer.start(
                "ERP",
                folder.resolve("erp"),
                0,
                Map.of(
                        "wal_level", "logical",
                        "max_wal_size", "2GB",
                        "max_slot_wal_keep_size", "50GB",
                        "checkpoint_timeout", "15min")));
        CompletableFuture<EmbeddedServer> hub = CompletableFuture.supplyAsync(() -> EmbeddedServer.start(
                "hub",
                folder.resolve("hub"),
                hubPort,
                Map.of("shared_buffers", "256MB", "max_wal_size", "2GB", "checkpoint_timeout", "15min")));
        try {
            return new EmbeddedServers(folder, keep, erp.join(), hub.join());
        } catch (CompletionException failed) {
            for (CompletableFuture<EmbeddedServer> server : List.of(erp, hub)) {
                server.handle((started, problem) -> started)
                        .thenAccept(EmbeddedServers::closeIfStarted)
                        .join();
            }
            delete(folder);
            throw failed.getCause() instanceof RuntimeException known ? known : failed;
        }
    }

    public EmbeddedServer erp() {
        return erp;
    }

    public EmbeddedServer hub() {
        return hub;
    }

    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try {
            hub.close();
        } finally {
            erp.close();
        }
        if (!keep) {
            delete(folder);
        }
    }

    private static void closeIfStarted(EmbeddedServer server) {
        if (server != null) {
            server.close();
        }
    }

    private static Path makeFolder() {
        try {
            return Files.createTempDirectory("yecai-demo-");
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
