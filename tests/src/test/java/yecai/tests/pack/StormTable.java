package yecai.tests.pack;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import yecai.sql.pack.SqlName;
import yecai.sql.pack.TableSpec;

/** A captured table as the ERP has it. */
record StormTable(String quoted, List<String> key, List<StormColumn> columns) {
    private static final String COLUMNS = """
            select a.attname, format_type(a.atttypid, -1), a.attnotnull, a.attgenerated <> ''
            from pg_attribute as a
            where a.attrelid = cast(? as regclass) and a.attnum > 0 and not a.attisdropped
            order by a.attnum
            """;

    static StormTable read(Connection erp, TableSpec spec) throws SQLException {
        String quoted = SqlName.quote(spec.sourceSchema(), spec.sourceTable());
        List<StormColumn> columns = new ArrayList<>();
        try (PreparedStatement statement = erp.prepareStatement(COLUMNS)) {
            statement.setString(1, quoted);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (!row.getBoolean(4)) {
                        columns.add(new StormColumn(
                                row.getString(1),
                                row.getString(2),
                                row.getBoolean(3),
                                spec.columns().contains(row.getString(1))));
                    }
                }
            }
        }
        return new StormTable(quoted, spec.key(), columns);
    }

    /** The captured columns outside the key. */
    List<StormColumn> changeable() {
        return columns.stream()
                .filter(column -> column.captured() && !key.contains(column.name()))
                .toList();
    }

    boolean hasNumberKey() {
        return key.size() == 1
                && columns.stream()
                        .anyMatch(column -> column.name().equals(key.get(0))
                                && column.type().matches("integer|bigint"));
    }

    /** All columns but the key, each after a comma. */
    String otherColumns() {
        return columns.stream()
                .filter(column -> !key.contains(column.name()))
                .map(column -> ", " + column.quoted())
                .collect(Collectors.joining());
    }

    /** The place of the n-th row in the order of the key. */
    String nth(long n) {
        return "(select ctid from " + quoted + " order by "
                + key.stream().map(SqlName::quote).collect(Collectors.joining(", ")) + " offset " + n + " limit 1)";
    }
}
