package yecai.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the product makes of the commands and files that containers give it. */
final class Product {
    private Product() {}

    /** The command line takes these words: with --help at their end it says how they are used, and not that one is unknown. */
    static void assertTakes(List<String> words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "yecai.hub.cli.Main"));
        command.addAll(words);
        command.add("--help");
        Release.Ended help = Release.run(Map.of(), Release.OPS, command);
        assertThat(help.exitCode()).as(help.said()).isZero();
        assertThat(help.said()).contains("Usage: yecai " + words.get(0));
    }

    /** The documents of a YAML text. */
    static List<Map<String, Object>> documents(String yaml) {
        List<Map<String, Object>> documents = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
            if (document != null) {
                documents.add(map(document));
            }
        }
        return documents;
    }

    /** A map with what its key {@code <<} refers to. */
    static Map<String, Object> merged(Map<String, Object> map) {
        Map<String, Object> merged = new LinkedHashMap<>(map);
        if (merged.remove("<<") instanceof Map<?, ?> others) {
            map(others).forEach(merged::putIfAbsent);
        }
        return merged;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        assertThat(value).isInstanceOf(List.class);
        return (List<Object>) value;
    }

    /** What is at the end of a path of keys. */
    static Object at(Object value, String... keys) {
        Object found = value;
        for (String key : keys) {
            found = found instanceof List<?> list
                    ? list.get(Integer.parseInt(key))
                    : map(found).get(key);
            assertThat(found).as(String.join(".", keys) + ", at " + key).isNotNull();
        }
        return found;
    }

    static List<String> texts(Object list) {
        return list(list).stream().map(Object::toString).toList();
    }
}
