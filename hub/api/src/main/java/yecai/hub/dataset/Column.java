package yecai.hub.dataset;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;
import yecai.hub.dataset.Language.Comment;
import yecai.hub.session.Relation;
import yecai.hub.session.Name;
import yecai.hub.session.ValueType;

/** A column of a dataset. */
public record Column(Name name, ValueType type, OptionalInt precision, OptionalInt scale, String comment) {
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
}
