package yecai.hub.console.administration;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import yecai.hub.console.table.Column;

/**
 * A page on which something is done: tables of what the hub says, and forms of what can be done there.
 *
 * @param key of its words
 * @param path its address
 * @param navigation the place in the navigation that it is at, or below
 */
record Place(String key, String path, String navigation, Audience audience, List<Part> parts) {
    /** For whom it is, and whose rights count. */
    enum Audience {
        /** DBAs and approvers, by their own login of the database. */
        ADMINISTRATORS,
        /** Principals with the role finance_writer. */
        WRITERS
    }

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
        requireNonNull(key, "key is null");
        requireNonNull(path, "path is null");
        requireNonNull(navigation, "navigation is null");
        requireNonNull(audience, "audience is null");
        parts = List.copyOf(parts);
    }

    static Place ofAdministrators(String key, List<Part> parts) {
        return new Place(key, "/console/administration/" + key, key, Audience.ADMINISTRATORS, parts);
    }
}
