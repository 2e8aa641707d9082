package yecai.cdc.preflight;

import yecai.sql.pack.TableSpec;

/**
 * A table or column of a pack that is not captured, since it could not be captured exactly, or only with harm to the ERP.
 *
 * @param column null if it is the whole table
 * @param reason why
 * @param remedy what to do so that it can be captured
 */
public record Refusal(TableSpec table, String column, String reason, String remedy) {
    /** Name of the table or column, as messages show it. */
    public String name() {
        String name = table.sourceSchema() + "." + table.sourceTable();
        return column == null ? "table " + name : "column " + name + "." + column;
    }

    @Override
    public String toString() {
        return name() + " is not captured, " + reason + ": " + remedy;
    }
}
