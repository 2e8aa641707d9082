package yecai.hub.dataset.filter;

import yecai.hub.session.ValueType;

/** What a filter may make of a column before it compares. */
public enum FilterFunction {
    TOLOWER(ValueType.TEXT),
    TOUPPER(ValueType.TEXT),
    TRIM(ValueType.TEXT),
    LENGTH(ValueType.INTEGER),
    /** Where a text begins in the column, counted from 0; -1 if it does not. */
    INDEXOF(ValueType.INTEGER),
    /** From a place, counted from 0, and of a length if one is given. */
    SUBSTRING(ValueType.TEXT),
    YEAR(ValueType.INTEGER),
    MONTH(ValueType.INTEGER),
    DAY(ValueType.INTEGER),
    HOUR(ValueType.INTEGER),
    MINUTE(ValueType.INTEGER),
    SECOND(ValueType.INTEGER),
    DATE(ValueType.DATE),
    ROUND(ValueType.NUMERIC),
    FLOOR(ValueType.NUMERIC),
    CEILING(ValueType.NUMERIC);

    private final ValueType result;

    FilterFunction(ValueType result) {
        this.result = result;
    }

    ValueType result() {
        return result;
    }

    boolean takes(ValueType type) {
        return switch (this) {
            case TOLOWER, TOUPPER, TRIM, LENGTH, INDEXOF, SUBSTRING -> type == ValueType.TEXT;
            case YEAR, MONTH, DAY -> type == ValueType.DATE || type == ValueType.TIMESTAMPTZ;
            case HOUR, MINUTE, SECOND, DATE -> type == ValueType.TIMESTAMPTZ;
            case ROUND, FLOOR, CEILING -> type.isNumber();
        };
    }

    /** How many values it takes besides the column. */
    int leastArguments() {
        return this == INDEXOF || this == SUBSTRING ? 1 : 0;
    }

    int mostArguments() {
        return this == SUBSTRING ? 2 : leastArguments();
    }

    ValueType argument() {
        return this == INDEXOF ? ValueType.TEXT : ValueType.INTEGER;
    }
}
