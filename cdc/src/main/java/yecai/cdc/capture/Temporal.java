package yecai.cdc.capture;

import java.time.LocalDate;

/** Days and fractions of seconds since 1970 as PostgreSQL writes dates and times. */
final class Temporal {
    // What Debezium 3.5 sends for dates and timestamps at infinity.
    private static final long DATE_INFINITY = 2147483647L;
    private static final long DATE_MINUS_INFINITY = -2147483648L;
    private static final long TIMESTAMP_INFINITY = 9223372036825200000L;
    private static final long TIMESTAMP_MINUS_INFINITY = -9223372036832400000L;

    private Temporal() {}

    static String date(long days) {
        if (days == DATE_INFINITY) {
            return "infinity";
        }
        if (days == DATE_MINUS_INFINITY) {
            return "-infinity";
        }
        return day(days);
    }

    static String timestamp(long value, long perSecond) {
        if (value == TIMESTAMP_INFINITY || value == Long.MAX_VALUE) {
            return "infinity";
        }
        if (value == TIMESTAMP_MINUS_INFINITY || value == Long.MIN_VALUE) {
            return "-infinity";
        }
        long seconds = Math.floorDiv(value, perSecond);
        String day = day(Math.floorDiv(seconds, 86_400L));
        boolean beforeChrist = day.endsWith(" BC");
        String time = clock(Math.floorMod(seconds, 86_400L), Math.floorMod(value, perSecond), perSecond);
        return beforeChrist ? day.substring(0, day.length() - 3) + " " + time + " BC" : day + " " + time;
    }

    static String time(long value, long perSecond) {
        return clock(Math.floorDiv(value, perSecond), Math.floorMod(value, perSecond), perSecond);
    }

    static String zoned(String text) {
        return text.startsWith("-") ? text.substring(1) + " BC" : text;
    }

    private static String day(long days) {
        LocalDate date = LocalDate.ofEpochDay(days);
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        StringBuilder text = new StringBuilder(13);
        if (year < 1000) {
            text.append("0".repeat(4 - Integer.toString(year).length()));
        }
        text.append(year).append('-');
        twoDigits(text, date.getMonthValue());
        text.append('-');
        twoDigits(text, date.getDayOfMonth());
        return date.getYear() > 0 ? text.toString() : text.append(" BC").toString();
    }

    private static String clock(long secondOfDay, long fraction, long perSecond) {
        StringBuilder text = new StringBuilder(18);
        twoDigits(text, (int) (secondOfDay / 3600));
        text.append(':');
        twoDigits(text, (int) (secondOfDay / 60 % 60));
        text.append(':');
        twoDigits(text, (int) (secondOfDay % 60));
        if (fraction > 0) {
            text.append('.')
                    .append(
                            Long.toString(perSecond + fraction),
                            1,
                            Long.toString(perSecond).length());
        }
        return text.toString();
    }

    private static void twoDigits(StringBuilder text, int value) {
        if (value < 10) {
            text.append('0');
        }
        text.append(value);
    }
}
