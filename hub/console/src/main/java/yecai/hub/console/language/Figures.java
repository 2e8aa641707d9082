package yecai.hub.console.language;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How figures and moments are written: the same in both languages, so that nobody misreads a day or a thousand. */
public final class Figures {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int HUNDRED = 100;

    private Figures() {}

    /** A number with groups of three digits, all of its decimals, and a real minus. */
    public static String number(String raw) {
        try {
            return number(new BigDecimal(raw));
        } catch (NumberFormatException notFinite) {
            return raw;
        }
    }

    /** The same of a number. */
    public static String number(BigDecimal value) {
        return grouped(value.abs(), Math.max(value.scale(), 0), value.signum() < 0);
    }

    /** A number cut to decimals, such as a quantity without its trailing zeros. */
    public static String quantity(String raw) {
        try {
            BigDecimal value = new BigDecimal(raw).stripTrailingZeros();
            return grouped(value.abs(), Math.max(value.scale(), 0), value.signum() < 0);
        } catch (NumberFormatException notFinite) {
            return raw;
        }
    }

    /** A share of one as percent with one decimal. */
    public static String percent(String raw) {
        try {
            BigDecimal value = new BigDecimal(raw)
                    .multiply(BigDecimal.valueOf(HUNDRED))
                    .setScale(1, java.math.RoundingMode.HALF_EVEN);
            return grouped(value.abs(), 1, value.signum() < 0) + " %";
        } catch (NumberFormatException notFinite) {
            return raw;
        }
    }

    private static String grouped(BigDecimal positive, int scale, boolean isNegative) {
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(scale);
        format.setMaximumFractionDigits(scale);
        return (isNegative ? "\u2212" : "") + format.format(positive);
    }

    /** A moment to the second, in UTC. */
    public static String moment(Instant moment) {
        return MOMENT.format(moment) + " UTC";
    }

    /** How long ago, in the largest unit that says enough. */
    public static String age(Words words, Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return words.get("age.seconds", seconds);
        }
        if (seconds < 7_200) {
            return words.get("age.minutes", seconds / 60);
        }
        if (seconds < 172_800) {
            return words.get("age.hours", seconds / 3_600);
        }
        return words.get("age.days", seconds / 86_400);
    }
}
