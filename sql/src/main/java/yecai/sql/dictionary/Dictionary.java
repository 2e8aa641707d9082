package yecai.sql.dictionary;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import yecai.sql.dictionary.DatasetExamples.Example;
import yecai.sql.jdbi.Handles;
import yecai.sql.text.SqlLiteral;

/** Writes the data dictionary into the database: comments, and the examples that finance.dictionary shows. */
public final class Dictionary {
    private static final String OBJECTS = Handles.sql(Dictionary.class, "objects");
    private static final String EXAMPLES = Handles.sql(Dictionary.class, "examples");

    /**
     * An object of the database.
     *
     * @param kind its kind as {@code comment on} names it
     * @param object its name, quoted where needed; a function's with its parameters
     * @param name its name in the dictionary
     * @param owner the role that owns it
     * @param current the comment that it has, or null
     */
    record Described(String kind, String object, String name, String owner, String current) {}

    private final DictionaryTexts texts = DictionaryTexts.read();

    /**
     * Writes the comments and examples that are missing or differ, in one transaction; returns how many. Objects without an
     * entry are left alone.
     *
     * @param connection of yecai_migrate in auto-commit mode; stays open
     */
    public int apply(Connection connection) throws SQLException {
        return Handles.inTransaction(connection, handle -> write(handle, outdated(handle)) + writeExamples(handle));
    }

    /** The comments to write, by the owner of the objects. */
    private Map<String, List<String>> outdated(Handle handle) {
        Map<String, List<String>> comments = new TreeMap<>();
        for (Described described :
                handle.createQuery(OBJECTS).mapTo(Described.class).list()) {
            Optional<String> text = texts.find(described.name(), described.kind());
            if (text.isPresent() && !text.get().equals(described.current())) {
                comments.computeIfAbsent(described.owner(), owner -> new ArrayList<>())
                        .add("comment on " + described.kind() + " " + described.object() + " is "
                                + SqlLiteral.of(text.get()));
            }
        }
        return comments;
    }

    private static int write(Handle handle, Map<String, List<String>> comments) {
        int changed = 0;
        for (var ofOwner : comments.entrySet()) {
            handle.execute("set local role " + ofOwner.getKey());
            var batch = handle.createBatch();
            ofOwner.getValue().forEach(batch::add);
            changed += batch.execute().length;
        }
        return changed;
    }

    private static int writeExamples(Handle handle) {
        List<Example> examples = DatasetExamples.read();
        handle.execute("set local role yecai_owner");
        return handle.createQuery(EXAMPLES)
                .bindArray(
                        "datasets",
                        String.class,
                        examples.stream().map(Example::dataset).toList())
                .bindArray(
                        "formulas",
                        String.class,
                        examples.stream()
                                .map(example -> example.formula().orElse(""))
                                .toList())
                .bindArray(
                        "examples",
                        String.class,
                        examples.stream().map(Example::sql).toList())
                .mapTo(Integer.class)
                .one();
    }
}
