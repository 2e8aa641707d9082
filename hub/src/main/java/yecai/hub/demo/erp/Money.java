package yecai.hub.demo.erp;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The ERP's arithmetic: money has two decimals, rounded half up, at the moment it is posted. */
final class Money {
    static final BigDecimal ZERO = BigDecimal.ZERO;

    private Money() {}

    static BigDecimal round(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }

    static BigDecimal times(BigDecimal quantity, BigDecimal price) {
        return round(quantity.multiply(price));
    }

    /** {@code amount × part ÷ whole}, rounded. */
    static BigDecimal share(BigDecimal amount, BigDecimal part, BigDecimal whole) {
        return amount.multiply(part).divide(whole, 2, RoundingMode.HALF_UP);
    }

    static BigDecimal of(String text) {
        return new BigDecimal(text);
    }

    static BigDecimal of(long units) {
        return BigDecimal.valueOf(units);
    }

    static BigDecimal percent(BigDecimal amount, long percent) {
        return share(amount, of(percent), of(100));
    }

    static BigDecimal unitCost(BigDecimal amount, BigDecimal quantity) {
        return quantity.signum() == 0 ? null : amount.abs().divide(quantity.abs(), 6, RoundingMode.HALF_UP);
    }

    static boolean isZero(BigDecimal amount) {
        return amount.signum() == 0;
    }
}
