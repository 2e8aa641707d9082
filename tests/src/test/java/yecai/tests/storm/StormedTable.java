package yecai.tests.storm;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import yecai.sql.pack.TableSpec;
import yecai.sql.text.Identifier;
import yecai.sql.text.SqlLiteral;

/** A captured table, and random statements that change it; those of a table that is gone fail. */
final class StormedTable {
    private static final String COLUMNS = """
            select a.attname, a.atttypid, a.attgenerated <> '' or a.attidentity = 'a', format_type(a.atttypid, a.atttypmod)
            from pg_attribute as a
            where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped order by a.attnum
            """;

    private final String quoted;
    private final List<String> key;
    private final List<Column> columns = new ArrayList<>();
    private final TypeValues values;
    private final Random random;

    private record Column(String name, long type, String typeText) {
        String quoted() {
            return Identifier.quote(name);
        }
    }

    StormedTable(Connection erp, TableSpec spec, TypeValues values, Random random) throws SQLException {
        this.quoted = spec.quotedSource();
        this.key = spec.key();
        this.values = values;
        this.random = random;
        try (PreparedStatement statement = erp.prepareStatement(COLUMNS)) {
            statement.setString(1, quoted);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (!row.getBoolean(3)) {
                        columns.add(new Column(row.getString(1), row.getLong(2), row.getString(4)));
                    }
                }
            }
        }
    }

    /** Returns the next statement. */
    String next() {
        int kind = random.nextInt(1_000);
        if (kind < 450 || columns.isEmpty()) {
            return insert();
        }
        if (kind < 800) {
            return update(key);
        }
        if (kind < 850) {
            return update(List.of());
        }
        if (kind < 993) {
            return "delete from " + quoted + " where " + some(1 + random.nextInt(3));
        }
        return kind < 996 ? "truncate " + quoted + " cascade" : copy();
    }

    private String insert() {
        if (columns.isEmpty()) {
            return "insert into " + quoted + " default values";
        }
        return "insert into " + quoted + " (" + names() + ") values ("
                + columns.stream().map(column -> value(column, 6)).collect(Collectors.joining(", ")) + ")";
    }

    // many rows at once, as many of them as the constraints let through
    private String copy() {
        Column changed = columns.get(random.nextInt(columns.size()));
        return "insert into " + quoted + " (" + names() + ") select "
                + columns.stream()
                        .map(column ->
                                column == changed || key.contains(column.name()) ? value(column, 100) : column.quoted())
                        .collect(Collectors.joining(", "))
                + " from " + quoted + " limit 1";
    }

    private String update(List<String> fixed) {
        List<Column> free = columns.stream()
                .filter(column -> !fixed.contains(column.name()))
                .toList();
        if (free.isEmpty()) {
            return insert();
        }
        List<String> sets = new ArrayList<>();
        int first = random.nextInt(free.size());
        int width = Math.min(free.size(), 1 + random.nextInt(3));
        for (int i = 0; i < width; i++) {
            Column column = free.get((first + i) % free.size());
            sets.add(column.quoted() + " = " + value(column, 5));
        }
        return "update " + quoted + " set " + String.join(", ", sets) + " where " + some(fixed.isEmpty() ? 1 : 3);
    }

    private String some(int rows) {
        return "(tableoid, ctid) in (select tableoid, ctid from " + quoted + " offset " + random.nextInt(20) + " limit "
                + rows + ")";
    }

    private String value(Column column, int oneInNull) {
        if (random.nextInt(oneInNull) == 0) {
            return random.nextInt(4) == 0 ? "default" : "null";
        }
        String text = values.of(column.type());
        return text == null ? "default" : SqlLiteral.of(text) + "::" + column.typeText();
    }

    private String names() {
        return columns.stream().map(Column::quoted).collect(Collectors.joining(", "));
    }
}
