package yecai.hub.dataset.filter;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import yecai.hub.dataset.Excerpt;
import yecai.hub.dataset.TypeName;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.ValueType;

/** Checks that a text is a value of a type before the database sees it. */
final class Literal {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,60}(\\.\\d{1,60})?");
    private static final Pattern DOUBLE = Pattern.compile("[+-]?\\d{1,60}(\\.\\d{1,60})?([eE][+-]?\\d{1,3})?");
    private static final Pattern LSN = Pattern.compile("[0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8}");
    private static final int LONGEST = 4_000;

    private Literal() {}

    /** Returns the value as the server's type reads it. */
    static String check(ValueType type, String text, String column) {
        if (text.length() > LONGEST || text.indexOf('\0') >= 0) {
            throw new ProblemException(
                    ProblemCode.VALUE_NOT_VALID,
                    "A value for column " + column + " is too long or holds a null character.");
        }
        try {
            return switch (type) {
                case TEXT -> text;
                case NUMERIC -> matching(NUMBER, text);
                case DOUBLE -> matching(DOUBLE, text);
                case SMALLINT -> Short.toString(Short.parseShort(text));
                case INTEGER -> Integer.toString(Integer.parseInt(text));
                case BIGINT -> Long.toString(Long.parseLong(text));
                case BOOLEAN -> matching(Pattern.compile("true|false"), text.toLowerCase(Locale.ROOT));
                case DATE -> date(text);
                case TIMESTAMPTZ -> moment(text);
                case TIMESTAMP -> LocalDateTime.parse(text).toString();
                case INTERVAL -> interval(text);
                case UUID -> UUID.fromString(text).toString();
                case LSN -> matching(LSN, text);
                case JSON, TEXT_ARRAY -> throw new IllegalArgumentException("not comparable");
            };
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw new ProblemException(
                    ProblemCode.VALUE_NOT_VALID,
                    "'" + Excerpt.of(text) + "' is not a valid value for column " + column + ", whose type is "
                            + TypeName.of(type) + ".",
                    wrong);
        }
    }

    private static String matching(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static LocalDate inCalendar(LocalDate date) {
        if (date.getYear() < 1 || date.getYear() > 9999) {
            throw new DateTimeException("beyond the calendar");
        }
        return date;
    }

    /** A date, or the date that a moment names: tools write moments where somebody typed the column as one. */
    private static String date(String text) {
        if (text.length() > 10 && text.charAt(10) == 'T') {
            return inCalendar(DateTimeFormatter.ISO_DATE_TIME.parse(text, LocalDate::from))
                    .toString();
        }
        return inCalendar(LocalDate.parse(text)).toString();
    }

    /** A moment, or a date as its first moment in UTC. */
    private static String moment(String text) {
        if (text.length() == 10) {
            return inCalendar(LocalDate.parse(text)) + "T00:00:00Z";
        }
        OffsetDateTime moment = OffsetDateTime.parse(text);
        inCalendar(moment.toLocalDate());
        return moment.toString();
    }

    private static String interval(String text) {
        return text.contains("T")
                ? Duration.parse(text).toString()
                : Period.parse(text).toString();
    }
}
