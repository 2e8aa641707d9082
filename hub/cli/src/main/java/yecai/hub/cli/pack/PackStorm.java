package yecai.hub.cli.pack;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import yecai.sql.pack.Pack;
import yecai.sql.pack.TableSpec;
import yecai.sql.text.Identifier;

/**
 * Random changes of a pack's captured tables in the ERP: values taken from other rows, scaled, shifted or emptied, references
 * moved, rows deleted, copied and brought back, keys changed, several rows and tables in one transaction. It knows nothing of
 * the ERP's rules, so what it makes is nonsense, which is the point: a mapping must follow any change. Equal seeds on equal
 * data make equal changes. What a constraint of the ERP refuses is left out.
 */
public final class PackStorm {
    private final Connection erp;
    private final Random random;
    private final List<StormTable> tables = new ArrayList<>();
    private final Map<StormTable, List<Long>> deletedKeys = new HashMap<>();
    private long changes;

    /**
     * @param erp a connection that may write the captured tables; is switched to manual commit
     */
    public PackStorm(Connection erp, Pack pack, long seed) throws SQLException {
        this.erp = requireNonNull(erp, "erp is null");
        this.random = new Random(seed);
        erp.setAutoCommit(false);
        for (TableSpec table : pack.tables()) {
            tables.add(StormTable.read(erp, table));
        }
        erp.commit();
    }

    /** Makes one transaction of up to the given number of changes and commits it. */
    public void transaction(int most) throws SQLException {
        transaction(tables, most);
    }

    /** The same with changes of one table only, as far as the ERP itself leaves the others alone. */
    void transaction(TableSpec only, int most) throws SQLException {
        transaction(
                tables.stream()
                        .filter(table -> table.quoted().equals(only.quotedSource()))
                        .toList(),
                most);
    }

    private void transaction(List<StormTable> candidates, int most) throws SQLException {
        int wanted = 1 + random.nextInt(most);
        for (int i = 0; i < wanted; i++) {
            StormTable table = candidates.get(random.nextInt(candidates.size()));
            String change = change(table);
            if (change != null) {
                changes += attempt(change);
            }
        }
        erp.commit();
    }

    /** Returns the number of rows changed so far. */
    public long changes() {
        return changes;
    }

    private String change(StormTable table) throws SQLException {
        long rows = count(table);
        if (rows == 0) {
            return null;
        }
        String row = table.nth(random.nextLong(rows));
        double kind = random.nextDouble();
        if (kind < 0.72) {
            return update(table, row, rows);
        }
        if (kind < 0.84 && rows > 1) {
            rememberKey(table, row);
            return "delete from " + table.quoted() + " where ctid = " + row;
        }
        if (!table.hasNumberKey()) {
            return update(table, row, rows);
        }
        String key = Identifier.quote(table.key().get(0));
        if (kind < 0.86) {
            return "update " + table.quoted() + " set " + key + " = " + newKey(table) + " where ctid = " + row;
        }
        String others = table.otherColumns();
        return "insert into " + table.quoted() + " (" + key + others + ") select " + newKey(table) + others + " from "
                + table.quoted() + " where ctid = " + row;
    }

    private String update(StormTable table, String row, long rows) {
        List<StormColumn> columns = table.changeable();
        if (columns.isEmpty()) {
            return null;
        }
        int width = Math.min(columns.size(), 1 + random.nextInt(2));
        List<String> sets = new ArrayList<>();
        int first = random.nextInt(columns.size());
        for (int i = 0; i < width; i++) {
            StormColumn column = columns.get((first + i) % columns.size());
            String other = "(select " + column.quoted() + " from " + table.quoted() + " where ctid = "
                    + table.nth(random.nextLong(rows)) + ")";
            sets.add(column.quoted() + " = " + column.newValue(random, other));
        }
        return "update " + table.quoted() + " set " + String.join(", ", sets) + " where ctid = " + row;
    }

    private String newKey(StormTable table) {
        List<Long> deleted = deletedKeys.getOrDefault(table, List.of());
        if (!deleted.isEmpty() && random.nextBoolean()) {
            return String.valueOf(deleted.remove(deleted.size() - 1));
        }
        return "(select max(" + Identifier.quote(table.key().get(0)) + ") + 1 from " + table.quoted() + ")";
    }

    private void rememberKey(StormTable table, String row) throws SQLException {
        if (!table.hasNumberKey()) {
            return;
        }
        String key = Identifier.quote(table.key().get(0));
        try (Statement statement = erp.createStatement();
                ResultSet found =
                        statement.executeQuery("select " + key + " from " + table.quoted() + " where ctid = " + row)) {
            if (found.next()) {
                deletedKeys.computeIfAbsent(table, any -> new ArrayList<>()).add(found.getLong(1));
            }
        }
    }

    private long count(StormTable table) throws SQLException {
        try (PreparedStatement statement = erp.prepareStatement("select count(*) from " + table.quoted());
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private int attempt(String sql) throws SQLException {
        try (Statement statement = erp.createStatement()) {
            statement.execute("savepoint change");
            try {
                int rows = statement.executeUpdate(sql);
                statement.execute("release savepoint change");
                return rows;
            } catch (SQLException refused) {
                statement.execute("rollback to savepoint change");
                return 0;
            }
        }
    }
}
