package yecai.hub.dataset;

import java.util.Locale;
import java.util.Optional;

/** The formats of answers. */
public enum Format {
    JSON("application/json"),
    NDJSON("application/x-ndjson"),
    /** Exactly the values, RFC 4180. */
    CSV("text/csv; charset=utf-8; header=present"),
    /** For opening in a spreadsheet: nothing in it is taken for a formula. */
    CSV_EXCEL("text/csv; charset=utf-8; header=present"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Returns the Content-Type. */
    public String mediaType() {
        return mediaType;
    }

    /** Returns the value of the parameter {@code format}. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a whole dataset is meant, rather than a page. */
    public boolean isExport() {
        return this != JSON;
    }

    /** Finds a format by its parameter. */
    public static Optional<Format> find(String parameter) {
        for (Format format : values()) {
            if (format.parameter().equals(parameter)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** Finds the first format that an Accept header allows; JSON if it allows everything. */
    public static Optional<Format> findAccepted(String accept) {
        if (accept == null || accept.isBlank()) {
            return Optional.of(JSON);
        }
        for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
            String type = range.split(";", 2)[0].strip();
            for (Format format : values()) {
                if (format.mediaType.startsWith(type)) {
                    return Optional.of(format);
                }
            }
            if (type.equals("*/*") || type.equals("application/*")) {
                return Optional.of(JSON);
            }
        }
        return Optional.empty();
    }
}
