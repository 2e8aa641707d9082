package yecai.hub.dataset;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import yecai.hub.dataset.Language.Comment;
import yecai.hub.session.Name;
import yecai.hub.session.Relation;
import yecai.hub.session.ValueType;

/** A column of a dataset. */
public record Column(Name name, ValueType type, OptionalInt precision, OptionalInt scale, String comment) {
    private static final int LONGEST_LABEL = 60;
    /** What ends a clause: a mark of Chinese, or one of English that a blank or nothing follows. */
    private static final Pattern CLAUSE = Pattern.compile("[。，；：（]|[.,;:](?=\\s|$)| \\(");

    public Column {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        requireNonNull(comment, "comment is null");
    }

    static Column of(Relation.Column column) {
        return new Column(column.name(), column.type(), column.precision(), column.scale(), column.comment());
    }

    /** Returns the dictionary's description. */
    public String description(Language language) {
        return language.of(Comment.parse(comment));
    }

    /** Returns the description's first words, as the head of a column; the name where there are none, or too many. */
    public String label(Language language) {
        String words = CLAUSE.split(description(language), 2)[0].strip();
        return words.isEmpty() || words.length() > LONGEST_LABEL ? name.text() : words;
    }
}
