package yecai.hub.dataset.output;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/** What fits into a cell of a workbook. */
final class WorkbookCell {
    private static final int LONGEST = 32_767;
    private static final int DIGITS = 15;
    private static final int LARGEST_EXPONENT = 307;
    /** Before, spreadsheets count a day that never was. */
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 3, 1);

    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    private static final char REPLACEMENT = '\uFFFD';

    private WorkbookCell() {}

    /** Finds the number of a text if a cell keeps all its digits. */
    static Optional<BigDecimal> findNumber(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            BigDecimal stripped = number.stripTrailingZeros();
            boolean isExact = stripped.precision() <= DIGITS
                    && Math.abs((long) stripped.precision() - stripped.scale()) <= LARGEST_EXPONENT;
            return isExact ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException notFinite) {
            return Optional.empty();
        }
    }

    static boolean hasDay(LocalDate date) {
        return !date.isBefore(FIRST_DAY) && !date.isAfter(LAST_DAY);
    }

    /** The text without what XML cannot hold, and cut where it is too long, but never within a character. */
    static String fitting(String text) {
        String cut = text;
        if (text.length() > LONGEST) {
            int end = LONGEST - 1;
            cut = text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
        }
        StringBuilder fitting = null;
        for (int i = 0; i < cut.length(); i++) {
            if (!isXml(cut, i)) {
                fitting = fitting == null ? new StringBuilder(cut) : fitting;
                fitting.setCharAt(i, REPLACEMENT);
            }
        }
        return fitting == null ? cut : fitting.toString();
    }

    private static boolean isXml(String text, int at) {
        char character = text.charAt(at);
        if (Character.isHighSurrogate(character)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(character)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return character >= ' ' ? character < '\uFFFE' : character == '\t' || character == '\n' || character == '\r';
    }
}
