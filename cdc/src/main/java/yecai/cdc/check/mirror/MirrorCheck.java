package yecai.cdc.check.mirror;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.check.findings.Findings;
import yecai.cdc.check.findings.Part;
import yecai.cdc.snapshot.Sides;
import yecai.sql.pack.TableSpec;

/**
 * Is the mirror the same as the ERP, in the captured columns? Each side hashes its rows where they are, and only sums
 * cross the network; the rows of buckets that differ follow, and of these only keys and hashes.
 */
public final class MirrorCheck {
    private final Sides sides;
    private final int named;
    private final Findings findings;

    public MirrorCheck(Sides sides, int named, Findings findings) {
        this.sides = sides;
        this.named = named;
        this.findings = findings;
    }

    public void run() {
        List<TableSpec> tables = sides.settings().pack().tables();
        String mirrorSchema = sides.settings().mirrorSchema();
        RowHash hash = sides.ofErp(sides.erp()
                .submit(erp -> sides.hub()
                        .read(hub -> RowHash.choose(erp, hub, sides.settings().options()))));
        Future<List<Optional<TableSide>>> erpTables = sides.erp()
                .submit(erp -> find(tables, table -> TableSide.find(erp, table.sourceSchema(), table.sourceTable())));
        Future<List<Optional<TableSide>>> mirrorTables = sides.hub()
                .submit(hub -> find(tables, table -> TableSide.find(hub, mirrorSchema, table.mirrorTable())));
        List<Optional<TableSide>> onErp = sides.ofErp(erpTables);
        List<Optional<TableSide>> onHub = sides.ofHub(mirrorTables);

        List<TableComparison> comparisons = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            TableSpec table = tables.get(i);
            boolean erpHasIt = hasShape(table, table.sourceSchema() + "." + table.sourceTable(), onErp.get(i));
            boolean hubHasIt = hasShape(table, mirrorSchema + "." + table.mirrorTable(), onHub.get(i));
            if (erpHasIt && hubHasIt) {
                comparisons.add(TableComparison.start(
                        sides,
                        hash,
                        table,
                        onErp.get(i).orElseThrow(),
                        onHub.get(i).orElseThrow()));
            }
        }
        comparisons.forEach(comparison -> comparison.finish(findings, named));
        if (findings.rows(Part.MIRROR) == 0) {
            findings.add(Difference.of(
                    Difference.Kind.NO_ROWS_TO_MIRROR,
                    mirrorSchema,
                    "nothing was compared: the " + comparisons.size()
                            + " captured tables hold no row, neither on the ERP nor in the mirror"));
        }
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
