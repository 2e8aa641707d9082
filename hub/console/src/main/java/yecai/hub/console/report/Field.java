package yecai.hub.console.report;

import java.util.List;

/**
 * A field of a page's form.
 *
 * @param type date, text, choice or hidden
 */
public record Field(String name, String label, String type, String value, List<Option> options) {
    /** A value that can be chosen. */
    public record Option(String value, String label) {}

    public Field {
        options = List.copyOf(options);
    }
}
