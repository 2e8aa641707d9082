package yecai.hub.console.administration;

import java.util.List;
import java.util.Map;
import yecai.hub.console.table.Column;

/**
 * A page of administration: tables of what the hub says, and forms of what can be done there.
 *
 * @param key of its words and in the navigation
 */
record Place(String key, List<Part> parts) {
    /** A part of it. */
    sealed interface Part permits Listing, Form {}

    /**
     * A table.
     *
     * @param operation of management that answers it
     * @param fixed values that the page gives; what the address says goes before them
     * @param array the answer's field with the rows; empty: the answer itself is the only row
     */
    record Listing(String key, String operation, Map<String, Object> fixed, String array, List<Column> columns)
            implements Part {
        Listing {
            fixed = Map.copyOf(fixed);
            columns = List.copyOf(columns);
        }
    }

    /**
     * A form.
     *
     * @param operation of management that it calls
     * @param fields that a person fills in
     * @param fixed values that the form has
     */
    record Form(String key, String operation, List<String> fields, Map<String, String> fixed) implements Part {
        Form {
            fields = List.copyOf(fields);
            fixed = Map.copyOf(fixed);
        }
    }

    Place {
        parts = List.copyOf(parts);
    }

    String path() {
        return "/console/administration/" + key;
    }
}
