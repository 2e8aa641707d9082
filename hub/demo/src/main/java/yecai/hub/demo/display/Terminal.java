package yecai.hub.demo.display;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the progress is shown. */
public final class Terminal {
    private Terminal() {}

    /** Returns whether standard output is a terminal that can move its cursor. */
    public static boolean isThere() {
        String kind = System.getenv("TERM");
        if (kind == null || kind.isEmpty() || kind.equals("dumb")) {
            return false;
        }
        Path output = Path.of("/proc/self/fd/1");
        try {
            if (Files.isSymbolicLink(output)) {
                String target = Files.readSymbolicLink(output).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
            }
        } catch (IOException unreadable) {
            return false;
        }
        return System.console() != null;
    }
}
