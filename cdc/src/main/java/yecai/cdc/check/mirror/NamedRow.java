package yecai.cdc.check.mirror;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.statement.Query;
import yecai.cdc.check.findings.Difference;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.TableSpec;

/** One row that differs between ERP and mirror, by its key and the names of the columns in which it does. */
final class NamedRow {
    private NamedRow() {}

    /** Reads one hash for each captured column; empty if there is no such row. */
    static Optional<List<Long>> columns(Connection connection, String sql, List<String> key) throws SQLException {
        return Handles.with(connection, handle -> {
            Query query = handle.createQuery(sql);
            for (int i = 0; i < key.size(); i++) {
                query.bind("key" + i, key.get(i));
            }
            return query.mapTo(new GenericType<List<Long>>() {}).findOne();
        });
    }

    static Difference describe(
            TableSpec table, String mirror, List<String> key, Optional<List<Long>> erp, Optional<List<Long>> hub) {
        String name = mirror + " (" + String.join(", ", table.key()) + ") = (" + String.join(", ", key) + ")";
        String text = String.join(", ", key);
        if (hub.isEmpty()) {
            return new Difference(
                    Difference.Kind.MISSING_IN_MIRROR, mirror, text, List.of(), 1, name + " is missing in the mirror");
        }
        if (erp.isEmpty()) {
            return new Difference(
                    Difference.Kind.EXTRA_IN_MIRROR, mirror, text, List.of(), 1, name + " is not on the ERP");
        }
        List<String> columns = new ArrayList<>(table.columns());
        columns.removeIf(column -> {
            int index = table.columns().indexOf(column);
            return erp.get().get(index).equals(hub.get().get(index));
        });
        return new Difference(
                Difference.Kind.DIFFERENT_IN_MIRROR,
                mirror,
                text,
                columns,
                1,
                name + " differs in " + String.join(", ", columns));
    }
}
