package yecai.hub.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import yecai.hub.session.Relation;

/** Which columns tell the rows of a view apart. */
final class Keys {
    private static final List<String> ENTITY = List.of("source", "entity_key");
    private static final Map<String, List<String>> DECLARED = read();

    private Keys() {}

    static List<String> of(Relation relation) {
        Set<String> columns =
                relation.columns().stream().map(column -> column.name().text()).collect(Collectors.toSet());
        List<String> key = DECLARED.getOrDefault(relation.schema() + "." + relation.name(), ENTITY);
        return columns.containsAll(key) ? key : List.of();
    }

    private static Map<String, List<String>> read() {
        Map<String, List<String>> keys = new HashMap<>();
        try (InputStream file = Keys.class.getResourceAsStream("keys.txt")) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(line -> {
                        String[] parts = line.split(" = ", 2);
                        keys.put(parts[0], List.of(parts[1].split(", ")));
                    });
            return keys;
        } catch (IOException problem) {
            throw new IllegalStateException("keys.txt cannot be read", problem);
        }
    }
}
