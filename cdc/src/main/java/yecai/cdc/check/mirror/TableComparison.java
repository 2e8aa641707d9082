package yecai.cdc.check.mirror;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.result.ResultIterator;
import yecai.cdc.check.findings.Compared;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.check.findings.Findings;
import yecai.cdc.check.findings.Part;
import yecai.cdc.snapshot.Sides;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.TableSpec;

/**
 * The comparison of one captured table, whose buckets are being read on both sides.
 *
 * @param mask leaves of a row's hash the number of its bucket
 * @param start when it was started, by {@link System#nanoTime()}
 */
record TableComparison(
        Sides sides,
        RowHash hash,
        TableSpec table,
        TableSide erp,
        TableSide mirror,
        long mask,
        long start,
        Future<Buckets> erpBuckets,
        Future<Buckets> mirrorBuckets) {
    private static final int FETCH = 10_000;

    static TableComparison start(Sides sides, RowHash hash, TableSpec table, TableSide erp, TableSide mirror) {
        long mask = Buckets.mask(Math.max(erp.estimatedRows(), mirror.estimatedRows()));
        return new TableComparison(
                sides,
                hash,
                table,
                erp,
                mirror,
                mask,
                System.nanoTime(),
                sides.erp().submit(connection -> Buckets.read(connection, erp.buckets(table, hash.onErp(), mask))),
                sides.hub().submit(connection -> Buckets.read(connection, mirror.buckets(table, hash, mask))));
    }

    /** Waits for the buckets, and looks at the rows of those that differ. Names at most the given number of rows. */
    void finish(Findings findings, int named) {
        Buckets onErp = sides.ofErp(erpBuckets);
        Buckets onMirror = sides.ofHub(mirrorBuckets);
        long differing = 0;
        if (!onErp.equals(onMirror)) {
            RowDifferences rows = drillDown(onErp.differing(onMirror));
            differing = rows.total();
            findings.add(new Difference(
                    Difference.Kind.MIRROR_ROWS,
                    mirror.name(),
                    "",
                    List.of(),
                    differing,
                    mirror.name() + " is not " + erp.name() + ": " + rows.summary()));
            List<List<String>> keys = rows.firstKeys(named);
            readBoth((erpConnection, hubConnection) -> {
                for (List<String> key : keys) {
                    nameRow(findings, key, erpConnection, hubConnection);
                }
                return keys;
            });
        }
        findings.add(new Compared(
                Part.MIRROR,
                erp.name(),
                Math.max(onErp.rows(), onMirror.rows()),
                0,
                differing,
                Findings.millisSince(start)));
    }

    private RowDifferences drillDown(Set<Long> buckets) {
        return readBoth((erpConnection, hubConnection) -> Handles.with(
                erpConnection,
                erpHandle -> Handles.with(hubConnection, hubHandle -> {
                    try (ResultIterator<HashedRow> erpRows = rows(erpHandle, erp, hash.onErp(), buckets);
                            ResultIterator<HashedRow> mirrorRows = rows(hubHandle, mirror, hash, buckets)) {
                        return RowDifferences.between(erpRows, mirrorRows);
                    }
                })));
    }

    private ResultIterator<HashedRow> rows(Handle handle, TableSide side, RowHash sideHash, Set<Long> buckets) {
        return handle.createQuery(side.rows(table, sideHash, mask))
                .bindArray("buckets", Long.class, buckets)
                .setFetchSize(FETCH)
                .map(ConstructorMapper.of(HashedRow.class))
                .iterator();
    }

    private void nameRow(Findings findings, List<String> key, Connection erpConnection, Connection hubConnection)
            throws SQLException {
        findings.add(NamedRow.describe(
                table,
                mirror.name(),
                key,
                NamedRow.columns(erpConnection, erp.columnHashes(table, hash.onErp()), key),
                NamedRow.columns(hubConnection, mirror.columnHashes(table, hash), key)));
    }

    private interface Both<T> {
        T read(Connection erp, Connection hub) throws SQLException;
    }

    /** Reads on one connection of each side at the same time. */
    private <T> T readBoth(Both<T> reading) {
        return sides.ofErp(sides.erp().submit(onErp -> sides.hub().read(onHub -> reading.read(onErp, onHub))));
    }
}
