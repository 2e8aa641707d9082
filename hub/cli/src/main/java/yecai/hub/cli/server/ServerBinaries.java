package yecai.hub.cli.server;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import yecai.sql.error.YecaiException;

/**
 * Where the binaries of local servers are unpacked: in a folder that only this user can write. The library's own choice is one
 * under the system's temporary folder that everybody can write, so that another user of the machine could put his program in
 * the server's place.
 */
public final class ServerBinaries {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    /** One of our own: the library unpacks the binaries of each resolver once, into the folder of whoever came first. */
    private static final PgBinaryResolver RESOLVER =
            (system, machine) -> DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);

    private ServerBinaries() {}

    /** Begins to describe a server whose binaries lie in {@link #folder()}. */
    public static EmbeddedPostgres.Builder server() {
        return EmbeddedPostgres.builder().setOverrideWorkingDirectory(folder()).setPgBinaryResolver(RESOLVER);
    }

    /**
     * Returns the folder, made if it isn't there: {@code yecai/postgresql} in XDG_CACHE_HOME, or in {@code .cache} of the user's
     * home.
     *
     * @throws YecaiException of kind CONFIG when it cannot be made, or another user could write it
     */
    static File folder() {
        return folder(System.getenv(), Path.of(System.getProperty("user.home"))).toFile();
    }

    static Path folder(Map<String, String> environment, Path home) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        // As the specification of XDG says, a relative path counts for nothing.
        Path own = (cache.startsWith("/") ? Path.of(cache) : home.resolve(".cache")).resolve("yecai");
        try {
            Files.createDirectories(own.getParent());
            return requireOwn(requireOwn(own).resolve("postgresql"));
        } catch (IOException | UnsupportedOperationException problem) {
            throw wrong(own, "cannot be made: " + problem, problem);
        }
    }

    private static Path requireOwn(Path folder) throws IOException {
        // Made, not asked for first: two servers of one command, or two commands, may come to it at once.
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER));
        } catch (FileAlreadyExistsException exists) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw exists;
            }
        }
        Path probe = Files.createTempFile(folder, "owner", "");
        try {
            if (!Files.getOwner(probe).equals(Files.getOwner(folder))) {
                throw wrong(folder, "belongs to " + Files.getOwner(folder), null);
            }
        } finally {
            Files.delete(probe);
        }
        Files.setPosixFilePermissions(folder, OWNER);
        return folder;
    }

    private static YecaiException wrong(Path folder, String what, Exception cause) {
        return new YecaiException(
                YecaiException.Kind.CONFIG,
                "the folder for the server's programs " + folder + " " + what
                        + "; set XDG_CACHE_HOME to a folder that only you can write",
                cause);
    }
}
