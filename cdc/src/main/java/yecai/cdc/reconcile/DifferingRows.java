package yecai.cdc.reconcile;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import yecai.cdc.check.mirror.RowDifferences;
import yecai.cdc.check.mirror.TableSide;
import yecai.cdc.load.ShadowTable;
import yecai.cdc.load.TableCopy;
import yecai.cdc.mirror.MirrorTable;
import yecai.cdc.snapshot.StableTable;
import yecai.cdc.source.ErpOptions;

/**
 * Copies the rows that differ, as the ERP has them, beside their mirror. With too many differences to know each of them, the whole
 * table.
 */
final class DifferingRows {
    private final Connection erp;
    private final Connection hub;
    private final ErpOptions options;

    /**
     * @param erp reads the ERP's snapshot
     * @param hub in the transaction that will merge the rows
     * @param options what is unusual about the ERP
     */
    DifferingRows(Connection erp, Connection hub, ErpOptions options) {
        this.erp = erp;
        this.hub = hub;
        this.options = options;
    }

    /**
     * Copies; empty if the ERP's table was truncated or rewritten after the snapshot.
     *
     * @param number tells the tables of one repair apart
     */
    Optional<ShadowTable> copy(ShadowTable shadow, RowDifferences differences, int number) throws SQLException {
        MirrorTable table = shadow.wanted();
        shadow.create(hub);
        ShadowTable copied = shadow;
        if (differences.isExact()) {
            TableSide side = TableSide.find(erp, table.sourceSchema(), table.sourceTable())
                    .orElseThrow();
            for (String condition : KeyTexts.conditions(table, side.types(), differences.onErp(), options.encoding())) {
                TableCopy.run(erp, hub, shadow.delivered(), shadow.copy(), condition, options);
            }
            copied = shadow.limitedTo(suspects(table, differences, number));
        } else {
            TableCopy.run(erp, hub, shadow.delivered(), shadow.copy(), options);
        }
        if (!StableTable.isStable(erp, table.sourceSchema(), table.sourceTable())) {
            drop(shadow);
            return Optional.empty();
        }
        shadow.finish(hub);
        shadow.keepAbsent(hub);
        return Optional.of(copied);
    }

    /** Drops the copy. */
    void drop(ShadowTable shadow) throws SQLException {
        execute("drop table " + shadow.copy());
    }

    private String suspects(MirrorTable table, RowDifferences differences, int number) throws SQLException {
        String name = "_suspects_" + number;
        execute(table.keyColumns().stream()
                .map(column -> column.quoted() + " " + column.type())
                .collect(Collectors.joining(", ", "create temporary table " + name + " (", ") on commit drop")));
        Set<List<String>> keys = new HashSet<>(differences.onErp());
        keys.addAll(differences.onMirror());
        for (String rows : KeyTexts.values(table, keys)) {
            execute("insert into pg_temp." + name + " values " + rows);
        }
        // keys of different texts may be the same key, such as 1.0 and 1.00, and then name one row twice
        String distinct = name + "_distinct";
        execute("create temporary table " + distinct + " on commit drop as select distinct * from pg_temp." + name);
        execute("analyze pg_temp." + distinct);
        return "pg_temp." + distinct;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute(sql);
        }
    }
}
