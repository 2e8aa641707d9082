package yecai.hub.session;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalInt;

/**
 * A governed view as the catalogue describes it to one principal.
 *
 * @param comment English and Chinese, as the dictionary has it
 */
public record Relation(Name schema, Name name, String comment, Currency currency, List<Column> columns) {
    /** What can change the view's rows. */
    public enum Currency {
        /** Only the sources' changes, scopes, settings and the view itself. */
        CHANGES,
        /** The clock too, such as ages. */
        CLOCK,
        /** The hub's own state, such as positions and checks. */
        LIVE
    }

    /** A column; precision and scale where the view fixes them. */
    public record Column(Name name, ValueType type, OptionalInt precision, OptionalInt scale, String comment) {
        public Column {
            requireNonNull(name, "name is null");
            requireNonNull(type, "type is null");
            requireNonNull(precision, "precision is null");
            requireNonNull(scale, "scale is null");
            requireNonNull(comment, "comment is null");
        }
    }

    public Relation {
        requireNonNull(schema, "schema is null");
        requireNonNull(name, "name is null");
        requireNonNull(comment, "comment is null");
        requireNonNull(currency, "currency is null");
        columns = List.copyOf(columns);
    }
}
