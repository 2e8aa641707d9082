package yecai.cdc.check.findings;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One thing that a check found to be wrong.
 *
 * @param object the table, mapping or control total
 * @param key the row's key, or empty if the difference is about the object as a whole
 * @param columns names of the columns that differ; empty when there is no counterpart to compare with
 * @param count how many rows are concerned
 * @param text one line for people: names, keys and counts, never a row's values
 */
public record Difference(Kind kind, String object, String key, List<String> columns, long count, String text) {
    public Difference {
        requireNonNull(kind, "kind is null");
        requireNonNull(object, "object is null");
        requireNonNull(key, "key is null");
        columns = List.copyOf(columns);
        requireNonNull(text, "text is null");
    }

    /** What is wrong; each kind refutes one of the promises. */
    public enum Kind {
        /** A table or a captured column is missing on one side. */
        TABLE_SHAPE(Part.MIRROR),
        /** How many rows of a table differ; the rows named follow. */
        MIRROR_ROWS(Part.MIRROR),
        MISSING_IN_MIRROR(Part.MIRROR),
        EXTRA_IN_MIRROR(Part.MIRROR),
        DIFFERENT_IN_MIRROR(Part.MIRROR),
        NO_ROWS_TO_MIRROR(Part.MIRROR),
        /** How many rows of a canonical table differ; the rows named follow. */
        CANONICAL_ROWS(Part.CANONICAL),
        MISSING_IN_CANON(Part.CANONICAL),
        EXTRA_IN_CANON(Part.CANONICAL),
        DIFFERENT_IN_CANON(Part.CANONICAL),
        /** A mapping gives the same entity key twice. */
        DUPLICATE_ENTITY_KEY(Part.CANONICAL),
        /** An entity key that does not start with its mapping's prefix and derive key. */
        FOREIGN_ENTITY_KEY(Part.CANONICAL),
        /** A mapping view is missing, cannot be evaluated, or does not fit its canonical table. */
        MAPPING_FAILED(Part.CANONICAL),
        NO_ROWS_TO_MAP(Part.CANONICAL),
        /** The ERP's total is not the mirror's. */
        SOURCE_TOTAL(Part.CONTROL_TOTALS),
        /** The mirror's total is not what is mapped, unmapped, parked and excluded. */
        HUB_TOTAL(Part.CONTROL_TOTALS),
        /** A control query cannot be run. */
        CONTROL_FAILED(Part.CONTROL_TOTALS),
        NO_CONTROL_TOTALS(Part.CONTROL_TOTALS),
        /** Open items, stock, work in progress or bank do not add up to the ledger's accounts. */
        SUBLEDGER(Part.FIGURES),
        /** The movements of unbilled deliveries do not add up to what the ERP has unbilled. */
        UNBILLED(Part.FIGURES),
        /** Debit and credit of a period differ. */
        UNBALANCED(Part.FIGURES),
        /** The ledger's lines do not add up to the balance that the ERP stores. */
        STORED_BALANCE(Part.FIGURES),
        /** A month's sum of costs or stock movements is not what its rows add up to. */
        PERIOD_SUM(Part.FIGURES),
        /** What is kept of a completed order is not what it is made of. */
        ORDER_COST(Part.FIGURES);

        private final Part part;

        Kind(Part part) {
            this.part = part;
        }

        public Part part() {
            return part;
        }
    }

    public static Difference of(Kind kind, String object, String text) {
        return new Difference(kind, object, "", List.of(), 0, text);
    }
}
