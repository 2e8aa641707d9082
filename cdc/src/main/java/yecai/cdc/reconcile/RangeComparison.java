package yecai.cdc.reconcile;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.result.ResultIterator;
import yecai.cdc.check.mirror.HashedRow;
import yecai.cdc.check.mirror.RowDifferences;
import yecai.cdc.check.mirror.RowHash;
import yecai.cdc.check.mirror.TableSide;
import yecai.cdc.mirror.MirrorColumn;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.progress.Lsn;
import yecai.cdc.shape.FollowedTable;
import yecai.cdc.snapshot.Sides;
import yecai.cdc.snapshot.StableTable;
import yecai.cdc.source.SqlProblem;
import yecai.sql.jdbi.Handles;

/**
 * Compares captured tables with their mirrors at one position: each side is read once, and only a count and a sum of each range
 * leave it; of ranges that differ a second reading gives keys and hashes.
 */
final class RangeComparison {
    private static final int MOST_RANGES = 1 << 16;

    /** Every piece gives its own sums, so that many ranges would be more than the rows. */
    private static final int MOST_RANGES_OF_PIECES = 1 << 12;

    private static final int FETCH = 10_000;

    private final Sides sides;
    private final RowHash hash;
    private final Pace pace;
    private final long position;
    private final Instant takenAt;

    RangeComparison(Sides sides, Pace pace, long position, Instant takenAt) {
        this.sides = sides;
        this.hash = sides.ofErp(sides.erp()
                .submit(erp -> sides.hub()
                        .read(hub -> RowHash.choose(erp, hub, sides.settings().options()))));
        this.pace = pace;
        this.position = position;
        this.takenAt = takenAt;
    }

    /** Compares one table; what makes only this table incomparable is in the result. */
    Compared compare(FollowedTable followed) {
        MirrorTable table = followed.table();
        long start = System.nanoTime();
        try {
            Optional<TableSide> onErp = Sides.get(
                    sides.erp().submit(erp -> TableSide.find(erp, table.sourceSchema(), table.sourceTable())));
            TableSide onHub = sides.ofHub(sides.hub().submit(hub -> TableSide.find(hub, table.schema(), table.name())))
                    .orElseThrow();
            List<String> columns = table.columnNames().stream()
                    .filter(column -> !followed.absent().contains(column))
                    .toList();
            if (onErp.isEmpty()) {
                return incomparable(followed, start, "it is not in the ERP");
            }
            List<String> lacking = columns.stream()
                    .filter(column -> !onErp.get().types().containsKey(column))
                    .toList();
            return lacking.isEmpty()
                    ? compare(followed, start, columns, onErp.get(), onHub)
                    : incomparable(followed, start, "it has no column " + String.join(", ", lacking) + " in the ERP");
        } catch (SQLException problem) {
            if (String.valueOf(problem.getSQLState()).startsWith("42")) {
                return incomparable(
                        followed,
                        start,
                        "the ERP refuses to read it: "
                                + SqlProblem.advise(sides.settings().erp(), problem));
            }
            if (String.valueOf(problem.getSQLState()).startsWith("22")) {
                return incomparable(
                        followed,
                        start,
                        "a value of it is no text that the server can convert: " + SqlProblem.text(problem));
            }
            throw SqlProblem.source(sides.settings().erp(), problem);
        }
    }

    private Compared compare(FollowedTable followed, long start, List<String> columns, TableSide onErp, TableSide onHub)
            throws SQLException {
        MirrorTable table = followed.table();
        List<String> key = table.keyColumns().stream().map(MirrorColumn::name).toList();
        TablePieces pieces = Sides.get(sides.erp()
                .submit(erp -> TablePieces.of(erp, table.sourceSchema(), table.sourceTable(), pace.isLimited())));
        int ranges = RangeSums.ranges(
                Math.max(pieces.rows(), onHub.estimatedRows()),
                pieces.conditions().size() > 1 ? MOST_RANGES_OF_PIECES : MOST_RANGES);
        boolean hasIntegerKey = RangeSql.isInteger(onErp, key) && RangeSql.isInteger(onHub, key);
        RangeSql erpSql = new RangeSql(onErp, hash.onErp(), columns, key, hasIntegerKey, ranges);
        RangeSql hubSql = new RangeSql(onHub, hash, columns, key, hasIntegerKey, ranges);
        Future<RangeSums> mirror = sides.hub().submit(hub -> sum(hub, hubSql, List.of(""), new Pace(1)));
        RangeSums here = Sides.get(sides.erp().submit(erp -> sum(erp, erpSql, pieces.conditions(), pace)));
        RangeSums there = sides.ofHub(mirror);
        List<Long> differing = here.differing(there);
        RowDifferences rows = differing.isEmpty()
                ? RowDifferences.between(Collections.emptyIterator(), Collections.emptyIterator())
                : Sides.get(sides.erp()
                        .submit(erp -> sides.hub().read(hub -> drillDown(erp, hub, erpSql, hubSql, differing))));
        if (!isStable(table)) {
            return incomparable(
                    followed, start, "it was truncated or rewritten, or its partitions changed, meanwhile: try again");
        }
        return new Compared(
                followed,
                rows,
                result(followed, start, ranges, differing.size(), Math.max(here.totalRows(), there.totalRows()), rows));
    }

    private static RangeSums sum(Connection connection, RangeSql sql, List<String> conditions, Pace pace)
            throws SQLException {
        RangeSums sums = new RangeSums(sql.ranges());
        // the ERP's side takes one process, too, and is waited for
        Handles.use(connection, handle -> handle.execute("set local max_parallel_workers_per_gather = 0"));
        for (String condition : conditions) {
            long start = System.nanoTime();
            sums.add(connection, sql.sums(condition));
            pace.rest(System.nanoTime() - start);
        }
        return sums;
    }

    // The connections that have read the table hold a lock on it until the end; this one takes it now, if it has not
    // yet.
    private boolean isStable(MirrorTable table) throws SQLException {
        return Sides.get(
                        sides.erp().submit(erp -> StableTable.isStable(erp, table.sourceSchema(), table.sourceTable())))
                && sides.ofHub(sides.hub().submit(hub -> StableTable.isStable(hub, table.schema(), table.name())));
    }

    private static RowDifferences drillDown(
            Connection erp, Connection hub, RangeSql erpSql, RangeSql hubSql, List<Long> ranges) throws SQLException {
        return Handles.with(
                erp,
                onErp -> Handles.with(hub, onHub -> {
                    try (ResultIterator<HashedRow> erpRows = rows(onErp, erpSql, ranges);
                            ResultIterator<HashedRow> hubRows = rows(onHub, hubSql, ranges)) {
                        return RowDifferences.between(erpRows, hubRows);
                    }
                }));
    }

    private static ResultIterator<HashedRow> rows(Handle handle, RangeSql sql, List<Long> ranges) {
        return handle.createQuery(sql.rows())
                .bindArray("ranges", Long.class, ranges)
                .setFetchSize(FETCH)
                .map(ConstructorMapper.of(HashedRow.class))
                .iterator();
    }

    private Compared incomparable(FollowedTable followed, long start, String reason) {
        RowDifferences none = RowDifferences.between(Collections.emptyIterator(), Collections.emptyIterator());
        return new Compared(
                followed, null, result(followed, start, 0, 0, 0, none).withProblem(reason));
    }

    private TableResult result(
            FollowedTable followed, long start, int ranges, int differing, long rows, RowDifferences differences) {
        return new TableResult(
                followed.table().sourceSchema(),
                followed.table().sourceTable(),
                Lsn.text(position),
                takenAt,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
                ranges,
                differing,
                rows,
                differences.changed(),
                differences.missing(),
                differences.extra(),
                false,
                followed.isStopped(),
                Optional.empty());
    }
}
