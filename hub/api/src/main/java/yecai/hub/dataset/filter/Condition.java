package yecai.hub.dataset.filter;

import java.util.List;
import java.util.Optional;
import yecai.hub.dataset.Column;
import yecai.hub.session.ValueType;

/** A checked filter: its columns exist and its values have their columns' types. */
public sealed interface Condition {
    /** A comparison with a value of the operand's type. */
    record Comparison(Operand left, Operator operator, String value) implements Condition {}

    /** A comparison of two columns of a row. */
    record Columns(Operand left, Operator operator, Operand right) implements Condition {}

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

    /** A column, or what a function with its arguments makes of it, or what is computed of that. */
    record Operand(
            Column column, Optional<FilterFunction> function, List<String> arguments, Optional<Arithmetic> arithmetic) {
        public Operand {
            arguments = List.copyOf(arguments);
        }

        Operand(Column column) {
            this(column, Optional.empty(), List.of(), Optional.empty());
        }

        Operand with(Arithmetic computed) {
            return new Operand(column, function, arguments, Optional.of(computed));
        }

        ValueType type() {
            ValueType type = function.map(FilterFunction::result).orElse(column.type());
            return arithmetic.isEmpty() || type == ValueType.DOUBLE ? type : ValueType.NUMERIC;
        }

        /** Whether it is the column as it is. */
        boolean isPlain() {
            return function.isEmpty() && arithmetic.isEmpty();
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
        GE;

        /** The same comparison with its sides exchanged. */
        Operator turned() {
            return switch (this) {
                case EQ, NE -> this;
                case LT -> GT;
                case LE -> GE;
                case GT -> LT;
                case GE -> LE;
            };
        }
    }

    enum Match {
        LIKE,
        CONTAINS,
        STARTSWITH,
        ENDSWITH
    }
}
