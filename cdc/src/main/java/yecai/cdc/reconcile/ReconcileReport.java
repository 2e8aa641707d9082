package yecai.cdc.reconcile;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the comparison of a source found.
 *
 * @param tables every table that was asked for, in the order of their names
 */
public record ReconcileReport(String source, List<TableResult> tables) {
    public ReconcileReport {
        requireNonNull(source, "source is null");
        tables = List.copyOf(tables);
    }

    /** Returns whether every table equals the ERP now, as far as this comparison knows. */
    public boolean isEqual() {
        return tables.stream().allMatch(TableResult::isEqual);
    }
}
