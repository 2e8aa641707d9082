package yecai.hub.dataset;

import java.util.List;
import java.util.Optional;
import yecai.hub.session.ValueType;

/** A checked filter: its columns exist and its values have their columns' types. */
public sealed interface Condition {
    /** A comparison; without a value, one with null. */
    record Comparison(Operand left, Operator operator, Optional<String> value) implements Condition {}

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
    record Operand(Column column, Optional<Function> function) {
        ValueType type() {
            return function.map(Function::result).orElse(column.type());
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

    enum Function {
        TOLOWER(ValueType.TEXT),
        TOUPPER(ValueType.TEXT),
        LENGTH(ValueType.INTEGER),
        YEAR(ValueType.INTEGER),
        MONTH(ValueType.INTEGER),
        DAY(ValueType.INTEGER);

        private final ValueType result;

        Function(ValueType result) {
            this.result = result;
        }

        ValueType result() {
            return result;
        }

        boolean takes(ValueType type) {
            return switch (this) {
                case TOLOWER, TOUPPER, LENGTH -> type == ValueType.TEXT;
                case YEAR, MONTH, DAY -> type == ValueType.DATE || type == ValueType.TIMESTAMPTZ;
            };
        }
    }
}
