package yecai.cdc.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import yecai.sql.pack.TableSpec;

/**
 * Is the mirror the same as the ERP, in the captured columns? Each side hashes its rows where they are, and only sums
 * cross the network; the rows of buckets that differ follow, and of these only keys and hashes.
 */
final class MirrorCheck {
    private final Sides sides;
    private final int named;
    private final Findings findings;
    private RowHash hash;

    MirrorCheck(Sides sides, int named, Findings findings) {
        this.sides = sides;
        this.named = named;
        this.findings = findings;
    }

    void run() {
        List<TableSpec> tables = sides.settings().pack().tables();
        String mirrorSchema = sides.settings().mirrorSchema();
        hash = sides.ofErp(sides.erp().submit(erp -> sides.hub().read(hub -> RowHash.choose(erp, hub))));
        Future<List<Optional<TableSide>>> erpTables = sides.erp()
                .submit(erp -> find(tables, table -> TableSide.find(erp, table.sourceSchema(), table.sourceTable())));
        Future<List<Optional<TableSide>>> mirrorTables = sides.hub()
                .submit(hub -> find(tables, table -> TableSide.find(hub, mirrorSchema, table.mirrorTable())));
        List<Optional<TableSide>> onErp = sides.ofErp(erpTables);
        List<Optional<TableSide>> onHub = sides.ofHub(mirrorTables);

        Map<TableSpec, Comparison> comparisons = new LinkedHashMap<>();
        for (int i = 0; i < tables.size(); i++) {
            TableSpec table = tables.get(i);
            boolean erpHasIt = hasShape(table, table.sourceSchema() + "." + table.sourceTable(), onErp.get(i));
            boolean hubHasIt = hasShape(table, mirrorSchema + "." + table.mirrorTable(), onHub.get(i));
            if (erpHasIt && hubHasIt) {
                comparisons.put(
                        table,
                        start(table, onErp.get(i).orElseThrow(), onHub.get(i).orElseThrow()));
            }
        }
        comparisons.values().forEach(this::finish);
        if (findings.rows(Part.MIRROR) == 0) {
            findings.add(Difference.of(
                    Difference.Kind.NO_ROWS_TO_MIRROR,
                    mirrorSchema,
                    "nothing was compared: the " + comparisons.size()
                            + " captured tables hold no row, neither on the ERP nor in the mirror"));
        }
    }

    private record Comparison(
            TableSpec table,
            TableSide erp,
            TableSide mirror,
            long mask,
            long start,
            Future<Buckets> erpBuckets,
            Future<Buckets> mirrorBuckets) {}

    private Comparison start(TableSpec table, TableSide erp, TableSide mirror) {
        long mask = Buckets.mask(Math.max(erp.estimatedRows(), mirror.estimatedRows()));
        return new Comparison(
                table,
                erp,
                mirror,
                mask,
                System.nanoTime(),
                sides.erp().submit(connection -> Buckets.read(connection, erp.buckets(table, hash, mask))),
                sides.hub().submit(connection -> Buckets.read(connection, mirror.buckets(table, hash, mask))));
    }

    private void finish(Comparison comparison) {
        Buckets erp = sides.ofErp(comparison.erpBuckets);
        Buckets mirror = sides.ofHub(comparison.mirrorBuckets);
        long differing = 0;
        if (!erp.equals(mirror)) {
            RowDifferences rows = drillDown(comparison, erp, mirror);
            differing = rows.total();
            findings.add(new Difference(
                    Difference.Kind.MIRROR_ROWS,
                    comparison.mirror.name(),
                    "",
                    List.of(),
                    differing,
                    comparison.mirror.name() + " is not " + comparison.erp.name() + ": " + rows.summary()));
            List<List<String>> keys = rows.firstKeys(named);
            readBoth((onErp, onHub) -> {
                for (List<String> key : keys) {
                    nameRow(comparison, key, onErp, onHub);
                }
                return keys;
            });
        }
        findings.add(new Compared(
                Part.MIRROR,
                comparison.erp.name(),
                Math.max(erp.rows(), mirror.rows()),
                0,
                differing,
                Findings.millisSince(comparison.start)));
    }

    private RowDifferences drillDown(Comparison comparison, Buckets erp, Buckets mirror) {
        TableSpec table = comparison.table;
        return readBoth((onErp, onHub) -> {
            try (HashedRows erpRows = new HashedRows(
                            onErp,
                            comparison.erp.rows(table, hash, comparison.mask),
                            erp.differing(mirror),
                            table.key().size());
                    HashedRows mirrorRows = new HashedRows(
                            onHub,
                            comparison.mirror.rows(table, hash, comparison.mask),
                            erp.differing(mirror),
                            table.key().size())) {
                return RowDifferences.between(erpRows, mirrorRows);
            }
        });
    }

    private void nameRow(Comparison comparison, List<String> key, Connection onErp, Connection onHub)
            throws SQLException {
        TableSpec table = comparison.table;
        int columns = table.columns().size();
        findings.add(NamedRow.describe(
                table,
                comparison.mirror.name(),
                key,
                NamedRow.columns(onErp, comparison.erp.columnHashes(table, hash), key, columns),
                NamedRow.columns(onHub, comparison.mirror.columnHashes(table, hash), key, columns)));
    }

    private interface Both<T> {
        T read(Connection erp, Connection hub) throws SQLException;
    }

    /** Reads on one connection of each side at the same time. */
    private <T> T readBoth(Both<T> reading) {
        return sides.ofErp(sides.erp().submit(erp -> sides.hub().read(hub -> reading.read(erp, hub))));
    }

    private boolean hasShape(TableSpec table, String name, Optional<TableSide> found) {
        String problem = found.map(side -> side.missing(table))
                .map(missing -> missing.isEmpty() ? "" : "lacks the captured columns " + String.join(", ", missing))
                .orElse("does not exist");
        if (problem.isEmpty()) {
            return true;
        }
        List<String> columns = found.map(side -> side.missing(table)).orElse(List.of());
        findings.add(
                new Difference(Difference.Kind.TABLE_SHAPE, name, "", columns, 0, "table " + name + " " + problem));
        return false;
    }

    private interface Finder {
        Optional<TableSide> find(TableSpec table) throws SQLException;
    }

    private static List<Optional<TableSide>> find(List<TableSpec> tables, Finder finder) throws SQLException {
        List<Optional<TableSide>> sides = new ArrayList<>();
        for (TableSpec table : tables) {
            sides.add(finder.find(table));
        }
        return sides;
    }
}
