package yecai.sql.yaml;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import yecai.sql.error.YecaiException;

/** A map of a YAML file, in the order of the file, with distinct keys. */
public final class YamlMap {
    private final YamlValue self;
    private final Map<String, YamlValue> entries;
    private final Map<String, YamlValue> keys;

    private YamlMap(YamlValue self, Map<String, YamlValue> entries, Map<String, YamlValue> keys) {
        this.self = self;
        this.entries = Collections.unmodifiableMap(entries);
        this.keys = keys;
    }

    static YamlMap of(YamlFile file, YamlValue self, MappingNode node) {
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        Map<String, YamlValue> keys = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
                throw new YamlValue(file, self.key(), tuple.getKeyNode()).error("has a key that is not plain text");
            }
            String name = scalar.getValue();
            String path = self.key().isEmpty() ? name : self.key() + "." + name;
            YamlValue key = new YamlValue(file, path, scalar);
            YamlValue earlier = keys.putIfAbsent(name, key);
            if (earlier != null) {
                throw key.error("is given twice, first at " + earlier.place() + ": delete one of the two");
            }
            entries.put(name, new YamlValue(file, path, tuple.getValueNode()));
        }
        return new YamlMap(self, entries, keys);
    }

    /** Returns all entries, in the order of the file. */
    public Map<String, YamlValue> entries() {
        return entries;
    }

    public Optional<YamlValue> find(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Returns the value of a key that must be there. */
    public YamlValue get(String key) {
        return find(key).orElseThrow(() -> self.error("lacks the key `" + key + "`: add it"));
    }

    /** Fails if there is any other key than these, which catches misspellings. */
    public YamlMap allowOnly(String... allowed) {
        for (YecaiException unknown : listUnknown(allowed)) {
            throw unknown;
        }
        return this;
    }

    /** Makes (does not throw) an error for every key other than these. */
    public List<YecaiException> listUnknown(String... allowed) {
        List<String> known = Arrays.asList(allowed);
        return entries.keySet().stream()
                .filter(key -> !known.contains(key))
                .map(key -> keyError(key, "is not known here; the keys here are " + String.join(", ", known)))
                .toList();
    }

    /** Makes (does not throw) an error that points at a key rather than at its value. */
    public YecaiException keyError(String key, String problem) {
        return keys.get(key).error(problem);
    }
}
