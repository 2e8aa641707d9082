package yecai.hub.demo.erp.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The ERP's arithmetic: money has two decimals, rounded half up, at the moment it is posted. */
public final class Money {
    public static final BigDecimal ZERO = BigDecimal.ZERO;

    private Money() {}

    static BigDecimal round(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }

    public static BigDecimal times(BigDecimal quantity, BigDecimal price) {
        return round(quantity.multiply(price));
    }

    /** {@code amount × part ÷ whole}, rounded. */
    public static BigDecimal share(BigDecimal amount, BigDecimal part, BigDecimal whole) {
        return amount.multiply(part).divide(whole, 2, RoundingMode.HALF_UP);
    }

    public static BigDecimal of(String text) {
        return new BigDecimal(text);
    }

    public static BigDecimal of(long units) {
        return BigDecimal.valueOf(units);
    }

    public static BigDecimal percent(BigDecimal amount, long percent) {
        return share(amount, of(percent), of(100));
    }

    public static BigDecimal unitCost(BigDecimal amount, BigDecimal quantity) {
        return quantity.signum() == 0 ? null : amount.abs().divide(quantity.abs(), 6, RoundingMode.HALF_UP);
    }

    public static boolean isZero(BigDecimal amount) {
        return amount.signum() == 0;
    }
}
