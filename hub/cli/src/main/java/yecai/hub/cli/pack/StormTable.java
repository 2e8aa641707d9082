package yecai.hub.cli.pack;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.TableSpec;
import yecai.sql.text.Identifier;

/** A captured table as the ERP has it. */
record StormTable(String quoted, List<String> key, List<StormColumn> columns) {
    private static final String COLUMNS = """
            select a.attname::text as name, format_type(a.atttypid, -1) as type, a.attnotnull as required,
                a.attname = any (:captured) as captured
            from pg_attribute as a
            where a.attrelid = cast(:table as regclass) and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            order by a.attnum
            """;

    static StormTable read(Connection erp, TableSpec spec) throws SQLException {
        String quoted = Identifier.quote(spec.sourceSchema(), spec.sourceTable());
        List<StormColumn> columns = Handles.with(
                erp,
                handle -> handle.createQuery(COLUMNS)
                        .bind("table", quoted)
                        .bindArray("captured", String.class, spec.columns())
                        .mapTo(StormColumn.class)
                        .list());
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
                + key.stream().map(Identifier::quote).collect(Collectors.joining(", ")) + " offset " + n + " limit 1)";
    }
}
