package yecai.hub.cli.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import yecai.sql.error.YecaiException;

/** A file in Prometheus's text format, for a textfile collector. */
public final class MetricsFile {
    private MetricsFile() {}

    /** Replaces the file in one step, so that nobody reads half of it. */
    public static void write(Path file, String text) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException problem) {
            throw new YecaiException(
                    YecaiException.Kind.CONFIG,
                    "the metrics cannot be written to " + file + ": " + problem.getMessage()
                            + "; name a file in a folder that can be written",
                    problem);
        }
    }
}
