package yecai.hub.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The formats of answers. */
public enum Format {
    JSON("application/json"),
    NDJSON("application/x-ndjson"),
    /** Exactly the values, RFC 4180. */
    CSV("text/csv; charset=utf-8; header=present"),
    /** For opening in a spreadsheet: nothing in it is read as a formula. */
    CSV_EXCEL("text/csv; charset=utf-8; header=present"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private static final Pattern QUALITY = Pattern.compile(";\\s*q=([01](?:\\.\\d{0,3})?)\\s*(?:;|$)");

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

    /** Returns the values of the parameter {@code format} as one phrase, for messages and documents. */
    public static String names() {
        List<String> names = Arrays.stream(values()).map(Format::parameter).toList();
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    /** Lists the different media types, the default first. */
    public static List<String> listMediaTypes() {
        return Arrays.stream(values()).map(Format::essence).distinct().toList();
    }

    /** Returns the ending of a file's name; empty for what is read by programs rather than kept as a file. */
    public Optional<String> findFileEnding() {
        return switch (this) {
            case JSON, NDJSON -> Optional.empty();
            case CSV, CSV_EXCEL -> Optional.of(".csv");
            case XLSX -> Optional.of(".xlsx");
        };
    }

    /** The media type without parameters. */
    private String essence() {
        return mediaType.split(";", 2)[0];
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

    /** Finds the format that an Accept header prefers, of equal ones the first; JSON if it allows everything. */
    public static Optional<Format> findAccepted(String accept) {
        if (accept == null || accept.isBlank()) {
            return Optional.of(JSON);
        }
        Optional<Format> best = Optional.empty();
        double bestQuality = 0;
        for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
            Optional<Format> format = ofRange(range.split(";", 2)[0].strip());
            double quality = quality(range);
            if (format.isPresent() && quality > bestQuality) {
                best = format;
                bestQuality = quality;
            }
        }
        return best;
    }

    private static Optional<Format> ofRange(String type) {
        if (type.equals("*/*") || type.equals("application/*")) {
            return Optional.of(JSON);
        }
        if (type.equals("text/*")) {
            return Optional.of(CSV);
        }
        for (Format format : values()) {
            if (format.essence().equals(type)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The weight of a media range: 1 if there is none, or none that can be read. */
    private static double quality(String range) {
        Matcher weight = QUALITY.matcher(range);
        return weight.find() ? Double.parseDouble(weight.group(1)) : 1;
    }
}
