package yecai.cdc.reconcile;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What the comparison of one captured table with its mirror found.
 *
 * @param sourceSchema schema of the table in the ERP
 * @param sourceTable table of the ERP
 * @param position the ERP's log position (LSN) at which both were read
 * @param comparedAt the hub's time at that position
 * @param millis how long the comparison took
 * @param ranges into how many ranges of its keys' hashes the table was divided
 * @param differingRanges how many of them differed
 * @param rows how many rows were compared
 * @param changed rows that both have with other values
 * @param missing rows that the mirror lacks
 * @param extra rows that only the mirror has; with more than 100,000 differences these three are not told apart, and those
 *     changed count as both missing and extra
 * @param repaired whether the mirror was made equal to the ERP afterwards
 * @param paused whether the table is paused now
 * @param problem why it could not be compared, or not repaired
 */
public record TableResult(
        String sourceSchema,
        String sourceTable,
        String position,
        Instant comparedAt,
        long millis,
        int ranges,
        int differingRanges,
        long rows,
        long changed,
        long missing,
        long extra,
        boolean repaired,
        boolean paused,
        Optional<String> problem) {
    public TableResult {
        requireNonNull(sourceSchema, "sourceSchema is null");
        requireNonNull(sourceTable, "sourceTable is null");
        requireNonNull(position, "position is null");
        requireNonNull(comparedAt, "comparedAt is null");
        requireNonNull(problem, "problem is null");
    }

    /** The ERP's name of the table. */
    public String table() {
        return sourceSchema + "." + sourceTable;
    }

    /** How many rows differed when it was compared. */
    public long differences() {
        return changed + missing + extra;
    }

    /** Returns whether the mirror is known to be equal to the ERP at the position, or was made so. */
    public boolean isEqual() {
        return problem.isEmpty() && (repaired || differences() == 0);
    }

    TableResult repaired(boolean isPaused) {
        return new TableResult(
                sourceSchema,
                sourceTable,
                position,
                comparedAt,
                millis,
                ranges,
                differingRanges,
                rows,
                changed,
                missing,
                extra,
                differences() > 0,
                isPaused,
                problem);
    }

    TableResult withProblem(String reason) {
        return new TableResult(
                sourceSchema,
                sourceTable,
                position,
                comparedAt,
                millis,
                ranges,
                differingRanges,
                rows,
                changed,
                missing,
                extra,
                false,
                paused,
                Optional.of(reason));
    }
}
