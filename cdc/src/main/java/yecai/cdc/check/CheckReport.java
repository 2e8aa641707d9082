package yecai.cdc.check;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import yecai.cdc.check.findings.Compared;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.check.findings.Part;

/**
 * What a check found. A part that had nothing to compare does not match: it holds a difference that says so.
 *
 * @param position the ERP's log position (LSN) at which both sides were read; everything committed before it is in
 * @param takenAt the hub's time at that position
 * @param differences what refutes one of the three promises
 * @param figures balances that do not agree with each other, however truly they were captured
 * @param quality how many findings of finance.data_quality each rule has
 * @param compared every object with the number of rows compared
 * @param durations milliseconds: {@code cut} for agreeing on the position, {@code held} for the part of it in which the
 *     capture was held, and one figure for each part
 */
public record CheckReport(
        String source,
        String position,
        Instant takenAt,
        boolean mirrorMatches,
        boolean canonicalMatchesFull,
        boolean controlTotalsMatch,
        List<Difference> differences,
        List<Difference> figures,
        Map<String, Long> quality,
        List<Compared> compared,
        Map<String, Long> durations) {

    public CheckReport {
        requireNonNull(source, "source is null");
        requireNonNull(position, "position is null");
        requireNonNull(takenAt, "takenAt is null");
        differences = List.copyOf(differences);
        figures = List.copyOf(figures);
        quality = Map.copyOf(quality);
        compared = List.copyOf(compared);
        durations = Map.copyOf(durations);
    }

    static CheckReport of(
            String source,
            String position,
            Instant takenAt,
            List<Difference> differences,
            List<Difference> figures,
            Map<String, Long> quality,
            List<Compared> compared,
            Map<String, Long> durations) {
        return new CheckReport(
                source,
                position,
                takenAt,
                matches(Part.MIRROR, differences),
                matches(Part.CANONICAL, differences),
                matches(Part.CONTROL_TOTALS, differences),
                differences,
                figures,
                quality,
                compared,
                durations);
    }

    /** Returns whether the figures agree with each other; where there is nothing to compare, they do. */
    public boolean figuresTie() {
        return figures.isEmpty();
    }

    /**
     * Returns whether all three promises hold. Whether the figures tie is another question: the ERP itself may have posted to a
     * control account by hand.
     */
    public boolean passed() {
        return mirrorMatches && canonicalMatchesFull && controlTotalsMatch;
    }

    /** Returns how many rows, or groups of control totals, a part compared. */
    public long rows(Part part) {
        return compared.stream()
                .filter(object -> object.part() == part)
                .mapToLong(Compared::rows)
                .sum();
    }

    private static boolean matches(Part part, List<Difference> differences) {
        return differences.stream().noneMatch(difference -> difference.kind().part() == part);
    }
}
