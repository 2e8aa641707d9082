package yecai.cdc.check;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import yecai.cdc.check.canonical.CanonicalCheck;
import yecai.cdc.check.control.ControlCheck;
import yecai.cdc.check.control.ControlTotal;
import yecai.cdc.check.control.ControlTotalTable;
import yecai.cdc.check.figures.FigureCheck;
import yecai.cdc.check.figures.QualityCounts;
import yecai.cdc.check.findings.Findings;
import yecai.cdc.check.findings.Part;
import yecai.cdc.check.mirror.MirrorCheck;
import yecai.cdc.code.CodeWork;
import yecai.cdc.progress.Lsn;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.progress.SourceState;
import yecai.cdc.snapshot.ConsistentCut;
import yecai.cdc.snapshot.Deadline;
import yecai.cdc.snapshot.Sides;
import yecai.cdc.snapshot.SnapshotReaders;
import yecai.cdc.source.SourceSettings;
import yecai.cdc.source.SqlProblem;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;
import yecai.sql.pack.Pack;

/**
 * Compares a source's ERP, mirror and canonical tables at exactly one position of the ERP's log, while the capture continues
 * or when it is stopped. Reads only, but for {@code hub.barrier}, by which the capture is held for a moment, and
 * {@code hub.control_total} and {@code hub.check_result}, which take the result. One check of a source at a time.
 */
public final class Check {
    private final SourceSettings settings;

    public Check(SourceSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
    }

    /**
     * Runs the check; differences are in the report, not errors.
     *
     * @throws YecaiException of kind CONFLICT if another check of the source runs, the capture cannot be held, or it is
     *     stopped and behind; of kind SOURCE or HUB if a server refuses
     */
    public CheckReport run(CheckOptions options) {
        requireSomething(settings.pack());
        try (Connection guard = settings.hub().open("yecai check");
                Connection control = settings.hub().open("yecai check")) {
            lock(guard);
            SourceState.getLoaded(guard, settings.source());
            Deadline codes = Deadline.in(options.timeout());
            Optional<CheckReport> report = Optional.empty();
            while (report.isEmpty()) {
                awaitCodes(codes, control);
                report = compare(options, control);
            }
            return report.get();
        } catch (SQLException problem) {
            throw SqlProblem.hub(settings.hub(), problem);
        }
    }

    // empty if changed codes were adopted just before the cut; while the check has its lock no others are
    private Optional<CheckReport> compare(CheckOptions options, Connection control) throws SQLException {
        Map<String, Long> durations = new TreeMap<>();
        Findings findings = new Findings();
        Findings figures = new Findings();
        long start = System.nanoTime();
        ConsistentCut cut = ConsistentCut.make(settings, options.requestedBy(), options.timeout(), control);
        durations.put("cut", Findings.millisSince(start));
        durations.put("held", cut.heldMillis());
        List<ControlTotal> totals;
        Map<String, Long> quality;
        try (SnapshotReaders hub = new SnapshotReaders(cut.hub(), options.workers())) {
            Sides sides;
            try (SnapshotReaders erp = new SnapshotReaders(cut.erp(), options.workers())) {
                sides = new Sides(settings, erp, hub);
                if (sides.ofHub(hub.submit(reader -> CodeWork.isUnderWay(reader, settings.source())))) {
                    return Optional.empty();
                }
                start = System.nanoTime();
                new MirrorCheck(sides, options.named(), findings).run();
                durations.put(Part.MIRROR.label(), Findings.millisSince(start));
                start = System.nanoTime();
                totals = new ControlCheck(sides, options.named(), findings).run();
                durations.put(Part.CONTROL_TOTALS.label(), Findings.millisSince(start));
            }
            start = System.nanoTime();
            new CanonicalCheck(sides, options.named(), findings).run();
            durations.put(Part.CANONICAL.label(), Findings.millisSince(start));
            start = System.nanoTime();
            new FigureCheck(sides, options.named(), figures).run();
            quality = QualityCounts.read(sides);
            durations.put(Part.FIGURES.label(), Findings.millisSince(start));
        }
        ControlTotalTable.replace(control, settings.source(), totals, cut.position(), cut.takenAt());
        CheckReport report = CheckReport.of(
                settings.source(),
                Lsn.text(cut.position()),
                cut.takenAt(),
                findings.differences(),
                figures.differences(),
                quality,
                Stream.concat(findings.compared().stream(), figures.compared().stream())
                        .toList(),
                durations);
        CheckResultTable.replace(control, report);
        return Optional.of(report);
    }

    // what changed codes touch and is not yet derived again is not what the mappings give
    private void awaitCodes(Deadline deadline, Connection control) throws SQLException {
        if (!deadline.await(() -> !CodeWork.isUnderWay(control, settings.source()))) {
            throw new YecaiException(
                    Kind.CONFLICT,
                    "codes of source " + settings.source()
                            + " were changed, and its rows are still being derived again: try again"
                            + " when `yecai codes report` lists no change, or run `yecai codes apply` if no capture runs");
        }
    }

    /** A pack that compares nothing would pass every check. */
    private static void requireSomething(Pack pack) {
        if (pack.tables().isEmpty() || pack.mappings().isEmpty()) {
            throw new YecaiException(
                    Kind.PACK,
                    "pack " + pack.name() + " has no " + (pack.tables().isEmpty() ? "tables" : "mappings")
                            + ", so there is nothing to check; complete pack.yml");
        }
    }

    private void lock(Connection guard) throws SQLException {
        if (!SourceLock.tryTakeCheck(guard, settings.source())) {
            throw new YecaiException(
                    Kind.CONFLICT,
                    "another check of source " + settings.source() + " is running; wait until it has ended");
        }
    }
}
