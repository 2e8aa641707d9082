package yecai.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A temporary folder for a benchmark's servers and files. It goes when it is closed, and when the process is ended before. */
public final class BenchFolder implements AutoCloseable {
    private static final int TRIES = 50;

    private final Path path;
    private final Thread atExit = new Thread(this::deletePatiently, "yecai-bench-folder");

    private BenchFolder(Path path) {
        this.path = path;
    }

    public static BenchFolder create() throws IOException {
        BenchFolder folder = new BenchFolder(Files.createTempDirectory("yecai-bench-"));
        Runtime.getRuntime().addShutdownHook(folder.atExit);
        return folder;
    }

    public Path path() {
        return path;
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        if (!atExit.isAlive()) {
            Runtime.getRuntime().removeShutdownHook(atExit);
            delete();
        }
    }

    /** The servers stop in shutdown hooks of their own, and write until then. */
    private void deletePatiently() {
        for (int i = 0; i < TRIES && Files.exists(path); i++) {
            try {
                delete();
            } catch (IOException | UncheckedIOException stillWritten) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        }
    }

    private void delete() throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.walk(path)) {
            found = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : found) {
            Files.deleteIfExists(file);
        }
    }
}
