package yecai.cdc.check.control;

import java.math.BigDecimal;

/** A number of rows and the sum of their amounts. Equal figures may differ in their amounts' trailing zeros. */
record Figure(long count, BigDecimal amount) {
    static final Figure NONE = new Figure(0, BigDecimal.ZERO);

    Figure plus(Figure other) {
        return new Figure(count + other.count, amount.add(other.amount));
    }

    boolean sameAs(Figure other) {
        return count == other.count && sameAmount(other);
    }

    boolean sameAmount(Figure other) {
        return amount.compareTo(other.amount) == 0;
    }
}
