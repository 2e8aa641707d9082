package yecai.sql.yaml;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import yecai.sql.error.YecaiException;

/**
 * One value of a YAML file that a person wrote, which knows its place: every error about it names the file, the
 * line, the column and the key. Values never appear in messages unless the caller puts them there, since a file may
 * hold secrets.
 */
public final class YamlValue {
    private static final int DEEPEST = 50;

    private final YamlFile file;
    private final String key;
    private final Node node;

    YamlValue(YamlFile file, String key, Node node) {
        this.file = requireNonNull(file, "file is null");
        this.key = requireNonNull(key, "key is null");
        this.node = requireNonNull(node, "node is null");
    }

    /**
     * Reads a whole YAML document.
     *
     * @param name how messages call the file
     * @param kind the kind of the errors about it
     */
    public static YamlValue parse(String name, String text, YecaiException.Kind kind) {
        YamlFile file = new YamlFile(name, kind);
        Optional<Node> root;
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(name).build();
            requireShallow(file, settings, text);
            root = new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException problem) {
            Optional<Mark> mark = problem.getProblemMark().or(problem::getContextMark);
            throw new YecaiException(
                    kind,
                    file.place(mark) + ": this is not valid YAML: " + problem.getProblem()
                            + "; check the indentation and the quotes here and in the lines above",
                    problem);
        } catch (YamlEngineException problem) {
            throw new YecaiException(kind, name + ": this is not valid YAML: " + problem.getMessage(), problem);
        }
        return new YamlValue(
                file, "", root.orElseThrow(() -> new YecaiException(kind, name + ": the file is empty; fill it in")));
    }

    /** The composer calls itself for each level, and would overflow the stack. */
    private static void requireShallow(YamlFile file, LoadSettings settings, String text) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof CollectionStartEvent) {
                depth++;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (depth > DEEPEST) {
                throw new YecaiException(
                        file.kind(),
                        file.place(event.getStartMark()) + ": lists and maps are nested more than " + DEEPEST
                                + " deep here; no file of the hub needs that");
            }
        }
    }

    /** Returns the dotted path of keys that leads here; empty for the whole document. */
    public String key() {
        return key;
    }

    /** Returns whether this is a map, so that a caller may offer a short and a long form. */
    public boolean isMap() {
        return node instanceof MappingNode;
    }

    /** Returns whether this is a list. */
    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Returns whether this is YAML's null, where a caller gives it a meaning. */
    public boolean isNull() {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    /** Returns the value as a map, or fails. */
    public YamlMap map() {
        if (node instanceof MappingNode map) {
            return YamlMap.of(file, this, map);
        }
        throw error("must be a map of keys and values");
    }

    /** Returns the value as text; numbers and booleans are taken as they are written. Null is not text. */
    public String text() {
        if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return scalar.getValue();
        }
        throw error(node instanceof ScalarNode ? "has no value: give it one or delete the key" : "must be plain text");
    }

    /** Returns the value as text that is not blank. */
    public String requiredText() {
        String text = text();
        if (text.isBlank()) {
            throw error("is empty: give it a value");
        }
        return text;
    }

    /** Returns the items of a list of texts. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (YamlValue item : items()) {
            texts.add(item.requiredText());
        }
        return List.copyOf(texts);
    }

    /** Returns the items of a list. */
    public List<YamlValue> items() {
        if (!(node instanceof SequenceNode sequence)) {
            throw error("must be a list, such as [a, b]");
        }
        List<YamlValue> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlValue(file, key, item));
        }
        return List.copyOf(items);
    }

    /** Makes (does not throw) the error that says what is wrong with this value. */
    public YecaiException error(String problem) {
        String subject = key.isEmpty() ? "the file" : "`" + key + "`";
        return new YecaiException(file.kind(), place() + ": " + subject + " " + problem);
    }

    /** Returns the place of this value, as {@code file:line:column}. */
    public String place() {
        return file.place(node.getStartMark());
    }

    Node node() {
        return node;
    }
}
