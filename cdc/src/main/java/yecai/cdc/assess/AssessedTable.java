package yecai.cdc.assess;

import java.util.List;

/**
 * A table of an ERP.
 *
 * @param rowCount as the ERP's planner estimates it; null if it was never analysed
 * @param bytes with large values, without indexes, as of the last analysis
 * @param changesPerDay rows inserted, updated and deleted, on average since the ERP counts them; null if it does not
 * @param key the columns by which the log identifies rows, or could; empty if there are none
 */
public record AssessedTable(
        String schemaName, String tableName, Long rowCount, long bytes, Double changesPerDay, List<String> key) {
    public AssessedTable {
        key = List.copyOf(key);
    }
}
