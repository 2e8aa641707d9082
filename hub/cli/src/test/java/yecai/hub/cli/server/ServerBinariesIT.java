package yecai.hub.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.sql.error.YecaiException;

final class ServerBinariesIT {
    @TempDir
    private Path home;

    @Test
    void folder_isTheUsersOwn_alsoWhereItWasOpenBefore() throws Exception {
        assertThat(ServerBinaries.folder(Map.of(), home)).isEqualTo(home.resolve(".cache/yecai/postgresql"));
        assertThat(ServerBinaries.folder(Map.of("XDG_CACHE_HOME", "relative"), home))
                .isEqualTo(home.resolve(".cache/yecai/postgresql"));
        Path cache = Files.createDirectory(home.resolve("cache"));
        Path open = Files.createDirectories(cache.resolve("yecai/postgresql"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(open.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(ServerBinaries.folder(Map.of("XDG_CACHE_HOME", cache.toString()), home))
                .isEqualTo(open);
        for (Path folder : new Path[] {open, open.getParent()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
    }

    /** The demo starts two servers at once, and on a new machine neither finds the folder. */
    @Test
    void folder_isMadeByWhoeverComesFirst() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 100; round++) {
                Path user = home.resolve("user" + round);
                CyclicBarrier together = new CyclicBarrier(4);
                List<Future<Path>> folders = new ArrayList<>();
                for (int thread = 0; thread < 4; thread++) {
                    folders.add(threads.submit(() -> {
                        together.await();
                        return ServerBinaries.folder(Map.of(), user);
                    }));
                }
                for (Future<Path> folder : folders) {
                    assertThat(folder.get()).isEqualTo(user.resolve(".cache/yecai/postgresql"));
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void folder_thatIsALinkOrCannotBeMade_isRefused() throws Exception {
        Path cache = Files.createDirectory(home.resolve("cache"));
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        Files.createSymbolicLink(cache.resolve("yecai"), elsewhere);
        assertThatThrownBy(() -> ServerBinaries.folder(Map.of("XDG_CACHE_HOME", cache.toString()), home))
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining("set XDG_CACHE_HOME");

        Path file = Files.createFile(home.resolve("file"));
        assertThatThrownBy(() -> ServerBinaries.folder(Map.of("XDG_CACHE_HOME", file.toString()), home))
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining("cannot be made");
    }
}
