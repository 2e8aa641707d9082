package yecai.hub.dataset.filter;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/** What is computed with a column's number and a number of the filter. */
record Arithmetic(Operation operation, String number) {
    enum Operation {
        ADD,
        SUB,
        MUL,
        /** Whole where both numbers are. */
        DIV,
        DIVBY,
        MOD
    }

    Arithmetic {
        requireNonNull(operation, "operation is null");
        requireNonNull(number, "number is null");
    }

    /** Whether nothing can be divided by the number. */
    boolean dividesByNothing() {
        return switch (operation) {
            case ADD, SUB, MUL -> false;
            case DIV, DIVBY, MOD -> new BigDecimal(number).signum() == 0;
        };
    }

    boolean isWhole() {
        return number.indexOf('.') < 0;
    }
}
