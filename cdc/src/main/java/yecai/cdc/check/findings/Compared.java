package yecai.cdc.check.findings;

/**
 * One object that was compared, whether or not it differs.
 *
 * @param object the captured table, canonical table or kind of control total
 * @param rows how many rows, or groups of a control total, were compared
 * @param leftOut rows left out because their documents are parked
 * @param differences rows, or groups, that differ
 * @param millis how long the comparison took
 */
public record Compared(Part part, String object, long rows, long leftOut, long differences, long millis) {}
