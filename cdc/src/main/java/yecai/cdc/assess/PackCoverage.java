package yecai.cdc.assess;

import java.util.List;

/**
 * How far a pack fits the database.
 *
 * @param tables how many the pack captures
 * @param found how many of them are there
 * @param missing tables and columns that are not there, where at least half of its tables are
 * @param refused tables and columns that are there and cannot be captured as they are, with what to do
 * @param without modules that the ERP lacks: what they bring is not counted, and a source's {@code without} leaves them out
 */
public record PackCoverage(
        String pack, int tables, int found, List<String> missing, List<String> refused, List<String> without) {
    public PackCoverage {
        missing = List.copyOf(missing);
        refused = List.copyOf(refused);
        without = List.copyOf(without);
    }

    /** Whether this is an ERP of that kind, as far as its tables tell. */
    public boolean fits() {
        return found * 2 >= tables;
    }
}
