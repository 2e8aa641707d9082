package yecai.hub.cli.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import yecai.sql.error.YecaiException;

/**
 * A local trial server: PostgreSQL from the binaries in the class path. It listens on localhost only and
 * believes every local user; its files outlive it.
 */
public final class LocalServer implements AutoCloseable {
    private final EmbeddedPostgres postgres;

    private LocalServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts the server of a data folder, which is made if it isn't there. */
    public static LocalServer start(Path data, int port) {
        try {
            requireFree(port);
            return new LocalServer(ServerBinaries.server()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setPGStartupWait(Duration.ofMinutes(10))
                    .setServerConfig("wal_level", "logical")
                    .setServerConfig("listen_addresses", "localhost")
                    .setServerConfig("synchronous_commit", "on")
                    .start());
        } catch (IOException | RuntimeException problem) {
            throw new YecaiException(
                    YecaiException.Kind.HUB,
                    "no server could be started on port " + port + " with the files in " + data + ": "
                            + problem.getMessage() + "; check that the port is free and the folder can be written",
                    problem);
        }
    }

    /** The server itself would only be given up after the longest wait. */
    private static void requireFree(int port) throws IOException {
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    /** Returns the address of its maintenance database, whose superuser is postgres. */
    public String url() {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException problem) {
            throw new YecaiException(
                    YecaiException.Kind.HUB, "the server did not stop: " + problem.getMessage(), problem);
        }
    }
}
