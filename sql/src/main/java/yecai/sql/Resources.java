package yecai.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;

/** Reads the text files of this module from the classpath. */
final class Resources {
    private Resources() {}

    /** Takes a path below {@code yecai/}. */
    static String read(String path) {
        try (var stream = Resources.class.getResourceAsStream("/yecai/" + path)) {
            if (stream == null) {
                throw new YecaiException(YecaiException.Kind.INTERNAL, "The program lacks its file yecai/" + path);
            }
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new YecaiException(YecaiException.Kind.INTERNAL, "Cannot read the program's file yecai/" + path, e);
        }
    }

    /** The lines of a file without empty ones and those that start with '#'. */
    static List<String> lines(String path) {
        return read(path)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }
}
