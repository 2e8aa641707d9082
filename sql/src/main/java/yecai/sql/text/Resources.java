package yecai.sql.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import yecai.sql.error.YecaiException;

/** The text files below {@code yecai/} that this program carries. */
public final class Resources {
    private Resources() {}

    /**
     * Returns the text of a file, such as {@code views/order.txt}.
     *
     * @throws YecaiException of kind INTERNAL if the program has no such file
     */
    public static String read(String path) {
        try (var stream = Resources.class.getResourceAsStream("/yecai/" + path)) {
            if (stream == null) {
                throw new YecaiException(YecaiException.Kind.INTERNAL, "The program lacks its file yecai/" + path);
            }
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new YecaiException(YecaiException.Kind.INTERNAL, "Cannot read the program's file yecai/" + path, e);
        }
    }

    /** Returns the lines of a file without empty ones and those that start with '#'. */
    public static List<String> lines(String path) {
        return read(path)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /** Returns the SHA-256 of texts one after the other, as 64 hexadecimal digits. */
    public static String checksum(List<String> texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            texts.forEach(text -> digest.update(text.getBytes(UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new YecaiException(YecaiException.Kind.INTERNAL, "This Java has no SHA-256.", e);
        }
    }
}
