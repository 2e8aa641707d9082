package yecai.hub.dataset.filter;

import yecai.hub.session.ValueType;

/** What a filter may make of a column before it compares. */
public enum FilterFunction {
    TOLOWER(ValueType.TEXT),
    TOUPPER(ValueType.TEXT),
    LENGTH(ValueType.INTEGER),
    YEAR(ValueType.INTEGER),
    MONTH(ValueType.INTEGER),
    DAY(ValueType.INTEGER);

    private final ValueType result;

    FilterFunction(ValueType result) {
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
