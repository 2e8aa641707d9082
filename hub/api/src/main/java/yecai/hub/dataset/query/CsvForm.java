package yecai.hub.dataset.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import yecai.hub.dataset.Format;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/**
 * How CSV is written: the parameters separator, decimal and bom.
 *
 * @param hasMark whether a byte order mark comes first, from which spreadsheets know UTF-8
 */
public record CsvForm(Separator separator, boolean isDecimalComma, boolean hasMark) {
    static final Set<String> PARAMETERS = Set.of("separator", "decimal", "bom");

    /** What stands between values. */
    public enum Separator {
        COMMA(','),
        SEMICOLON(';'),
        TAB('\t');

        private final char sign;

        Separator(char sign) {
            this.sign = sign;
        }

        public char sign() {
            return sign;
        }
    }

    /** Reads the parameters; they are errors for formats that are no CSV. */
    public static CsvForm read(Map<String, String> given, Format format) {
        boolean isCsv = format == Format.CSV || format == Format.CSV_EXCEL;
        if (!isCsv && given.keySet().stream().anyMatch(PARAMETERS::contains)) {
            throw wrong("separator, decimal and bom are for the formats csv and csv-excel.");
        }
        return new CsvForm(
                separator(given.getOrDefault("separator", "comma")),
                switch (given.getOrDefault("decimal", "point")) {
                    case "point" -> false;
                    case "comma" -> true;
                    default -> throw wrong("decimal must be point or comma.");
                },
                switch (given.getOrDefault("bom", Boolean.toString(format == Format.CSV_EXCEL))) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw wrong("bom must be true or false.");
                });
    }

    private static Separator separator(String name) {
        return Arrays.stream(Separator.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> wrong("separator must be "
                        + Arrays.stream(Separator.values())
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(" or "))
                        + "."));
    }

    /** What tells this form from the others. */
    public String variant() {
        return separator + (isDecimalComma ? " comma" : "") + (hasMark ? " bom" : "");
    }

    private static ProblemException wrong(String detail) {
        return new ProblemException(ProblemCode.PARAMETER_NOT_VALID, detail);
    }
}
