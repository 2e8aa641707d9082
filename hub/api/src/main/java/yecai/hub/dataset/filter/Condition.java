package yecai.hub.dataset.filter;

import java.util.List;
import java.util.Optional;
import yecai.hub.dataset.Column;
import yecai.hub.session.ValueType;

/** A checked filter: its columns exist and its values have their columns' types. */
public sealed interface Condition {
    /** A comparison with a value of the operand's type. */
    record Comparison(Operand left, Operator operator, String value) implements Condition {}

    record In(Operand left, List<String> values) implements Condition {
        public In {
            values = List.copyOf(values);
        }
    }

    record Text(Operand left, Match match, String value) implements Condition {}

    record Null(Operand left) implements Condition {}

    record Not(Condition inner) implements Condition {}

    record And(List<Condition> parts) implements Condition {
        public And {
            parts = List.copyOf(parts);
        }
    }

    record Or(List<Condition> parts) implements Condition {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /** A column, or what a function makes of it. */
    record Operand(Column column, Optional<FilterFunction> function) {
        ValueType type() {
            return function.map(FilterFunction::result).orElse(column.type());
        }

        String label() {
            return column.name().text();
        }
    }

    enum Operator {
        EQ,
        NE,
        LT,
        LE,
        GT,
        GE
    }

    enum Match {
        LIKE,
        CONTAINS,
        STARTSWITH,
        ENDSWITH
    }
}
