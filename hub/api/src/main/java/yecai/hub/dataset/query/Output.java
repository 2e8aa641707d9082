package yecai.hub.dataset.query;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;
import yecai.hub.dataset.Column;
import yecai.hub.session.ValueType;

/** A column of an answer: one of the dataset's, or an aggregate under a label of the caller's. */
public sealed interface Output {
    /** Returns the name in the answer. */
    String label();

    ValueType type();

    /** A column of the dataset as it is. */
    record Plain(Column column) implements Output {
        public Plain {
            requireNonNull(column, "column is null");
        }

        @Override
        public String label() {
            return column.name().text();
        }

        @Override
        public ValueType type() {
            return column.type();
        }
    }

    /** What a group's rows come to. */
    record Aggregated(Aggregate aggregate) implements Output {
        public Aggregated {
            requireNonNull(aggregate, "aggregate is null");
        }

        @Override
        public String label() {
            return aggregate.label();
        }

        @Override
        public ValueType type() {
            return aggregate.type();
        }
    }

    /** Returns how many digits the view fixes. */
    default OptionalInt precision() {
        return this instanceof Plain plain ? plain.column().precision() : OptionalInt.empty();
    }
}
