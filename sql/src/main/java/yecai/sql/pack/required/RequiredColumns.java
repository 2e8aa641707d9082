package yecai.sql.pack.required;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which columns a mapping must give, beside {@code derive_key} and {@code entity_key}, so that finance can use its rows. */
public final class RequiredColumns {
    private static final String FILE = "/yecai/packs/required.txt";

    private RequiredColumns() {}

    /** Returns the columns by canonical table; every canonical table is there. */
    public static Map<String, List<String>> listAll() {
        Map<String, List<String>> columns = new TreeMap<>();
        for (String line : text().split("\n", -1)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(" = ", 2);
                columns.put(parts[0], Arrays.asList(parts[1].strip().split(", ")));
            }
        }
        return Collections.unmodifiableMap(columns);
    }

    private static String text() {
        try (InputStream content = RequiredColumns.class.getResourceAsStream(FILE)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
