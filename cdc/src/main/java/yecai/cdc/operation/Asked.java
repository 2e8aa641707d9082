package yecai.cdc.operation;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What somebody has asked of the capture of a source.
 *
 * @param tables of the ERP, schema.table; none: all, or all that stand still
 * @param mapping of parked documents: only those of this mapping
 * @param deriveKey only this document
 */
record Asked(
        long operation,
        String kind,
        List<String> tables,
        Optional<String> mapping,
        Optional<String> deriveKey,
        String requestedBy) {
    Asked {
        requireNonNull(kind, "kind is null");
        tables = List.copyOf(tables);
        requireNonNull(mapping, "mapping is null");
        requireNonNull(deriveKey, "deriveKey is null");
        requireNonNull(requestedBy, "requestedBy is null");
    }
}
