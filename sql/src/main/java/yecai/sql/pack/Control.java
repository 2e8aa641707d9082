package yecai.sql.pack;

import static java.util.Objects.requireNonNull;

/**
 * A control total: a query that runs on the ERP and again on the mirror, and shares no SQL with the mappings.
 *
 * @param mapping the mapping whose parked derive keys explain parked amounts
 */
public record Control(String kind, String mapping, String sql) {
    public Control {
        requireNonNull(kind, "kind is null");
        requireNonNull(mapping, "mapping is null");
        requireNonNull(sql, "sql is null");
    }
}
