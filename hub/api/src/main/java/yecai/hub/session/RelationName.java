package yecai.hub.session;

import static java.util.Objects.requireNonNull;

/** What a caller calls a view. It is only ever compared with the catalogue's names and never becomes SQL. */
public record RelationName(String schema, String view) {
    public RelationName {
        requireNonNull(schema, "schema is null");
        requireNonNull(view, "view is null");
    }

    /** Splits at the first of a character; what has none is the name of no view. */
    public static RelationName split(String text, char separator) {
        int at = text.indexOf(separator);
        return at < 0 ? new RelationName("", text) : new RelationName(text.substring(0, at), text.substring(at + 1));
    }
}
