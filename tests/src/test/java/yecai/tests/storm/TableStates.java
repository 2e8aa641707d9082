package yecai.tests.storm;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import yecai.cdc.mirror.TextForm;
import yecai.hub.cli.pack.PackTrial;
import yecai.sql.pack.TableSpec;
import yecai.sql.text.Identifier;
import yecai.sql.text.SqlLiteral;

/** What the hub says of the captured tables, and whether it is true. */
final class TableStates {
    private TableStates() {}

    /** Returns the tables that stand still, with the reasons. */
    static Map<String, String> paused(PackTrial trial) throws SQLException {
        Map<String, String> paused = new TreeMap<>();
        try (Connection hub = trial.settings().hub().open("storm");
                Statement statement = hub.createStatement();
                ResultSet row = statement.executeQuery("select source_schema || '.' || source_table,"
                        + " coalesce(table_state_detail, '') from hub.source_table where table_state <> 'following'")) {
            while (row.next()) {
                paused.put(row.getString(1), row.getString(2));
            }
        }
        return paused;
    }

    /** Returns the differences of tables that are said to follow the ERP. */
    static List<String> differences(PackTrial trial) throws SQLException {
        Map<String, String> paused = paused(trial);
        List<String> differences = new ArrayList<>();
        try (Connection erp = trial.openErp();
                Connection hub = trial.settings().hub().open("storm")) {
            for (TableSpec table : trial.settings().pack().tables()) {
                if (!paused.containsKey(table.sourceSchema() + "." + table.sourceTable())) {
                    String difference = difference(trial, erp, hub, table);
                    if (difference != null) {
                        differences.add(difference);
                    }
                }
            }
        }
        return differences;
    }

    private static String difference(PackTrial trial, Connection erp, Connection hub, TableSpec table)
            throws SQLException {
        List<String> absent = rows(
                hub,
                "select unnest(absent_columns) from hub.source_table where mirror_table = "
                        + SqlLiteral.of(table.mirrorTable()));
        String columns = table.columns().stream()
                .filter(column -> !absent.contains(column))
                .map(Identifier::quote)
                .collect(Collectors.joining(", "));
        String sql = "select r from (select row(" + columns + ")::text as r from ";
        String order = ") as x order by r collate \"C\"";
        List<String> there;
        try {
            there = rows(erp, sql + only(erp, table) + order);
        } catch (SQLException e) {
            return table.quotedSource() + " is said to follow, but cannot be read at the ERP: " + e.getMessage();
        }
        List<String> here = rows(hub, sql + table.quotedMirror(trial.settings().source()) + order);
        if (there.equals(here)) {
            return null;
        }
        List<String> missing = new ArrayList<>(there);
        here.forEach(missing::remove);
        List<String> surplus = new ArrayList<>(here);
        there.forEach(surplus::remove);
        return table.quotedSource() + " (" + columns + "): of " + there.size() + " rows lacks " + missing.size() + " "
                + missing.stream().limit(3).toList() + ", has too many " + surplus.size() + " "
                + surplus.stream().limit(3).toList();
    }

    private static String only(Connection erp, TableSpec table) throws SQLException {
        return rows(
                                erp,
                                "select relkind from pg_class where oid = to_regclass("
                                        + SqlLiteral.of(table.quotedSource()) + ")")
                        .contains("p")
                ? table.quotedSource()
                : "only " + table.quotedSource();
    }

    static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute(TextForm.SETTINGS);
            try (ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    rows.add(row.getString(1));
                }
            }
        }
        return rows;
    }
}
