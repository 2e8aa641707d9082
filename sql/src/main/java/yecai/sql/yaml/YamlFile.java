package yecai.sql.yaml;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import yecai.sql.error.YecaiException;

/** The file that a value came from, as messages call it. */
record YamlFile(String name, YecaiException.Kind kind) {
    YamlFile {
        requireNonNull(name, "name is null");
        requireNonNull(kind, "kind is null");
    }

    String place(Optional<Mark> mark) {
        return mark.map(at -> name + ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1))
                .orElse(name);
    }
}
