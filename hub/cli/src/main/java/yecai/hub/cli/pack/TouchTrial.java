package yecai.hub.cli.pack;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import yecai.cdc.mirror.MirrorTable;
import yecai.sql.pack.Mapping;

/** Whether a query of {@code touched_by} can be run and gives keys of the mapping's type. */
final class TouchTrial {
    private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8");
    private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar", "name");

    private TouchTrial() {}

    /** @param hub a connection in a transaction whose search path is that of the mapping */
    static void run(Connection hub, Mapping mapping, MirrorTable table, String query, PackFindings findings)
            throws SQLException {
        String place = "pack.yml: `mappings." + mapping.name() + ".touched_by." + table.name() + "`";
        try (Statement statement = hub.createStatement()) {
            statement.execute("savepoint touched");
            try {
                List<GivenColumn> given = columns(
                        hub,
                        "with changed as (select " + table.columnList("") + ", 0 as _tx from " + table.quoted() + ") "
                                + query);
                if (given.size() > 2) {
                    findings.mistake(place + " gives " + given.size()
                            + " columns: give the derive key, and the column _tx of changed if you like, nothing else");
                } else if (!isKey(given.get(0).type(), mapping.keyType())) {
                    findings.mistake(place + " gives `" + given.get(0).name() + "` of type "
                            + given.get(0).type() + ", but the mapping's key is " + mapping.keyType()
                            + ": give the derive keys of the documents to derive again");
                }
            } catch (SQLException problem) {
                statement.execute("rollback to savepoint touched");
                findings.mistake(place + ": " + SqlPlace.message(problem) + "; correct the query");
            }
            statement.execute("release savepoint touched");
        }
    }

    static List<GivenColumn> columns(Connection hub, String query) throws SQLException {
        List<GivenColumn> columns = new ArrayList<>();
        try (Statement statement = hub.createStatement();
                ResultSet rows = statement.executeQuery("select * from (\n" + query + "\n) as q limit 0")) {
            ResultSetMetaData shape = rows.getMetaData();
            for (int i = 1; i <= shape.getColumnCount(); i++) {
                columns.add(new GivenColumn(shape.getColumnName(i), shape.getColumnTypeName(i)));
            }
        }
        return columns;
    }

    private static boolean isKey(String given, String key) {
        return switch (key) {
            case "smallint", "integer", "bigint" -> INTEGERS.contains(given);
            case "numeric" -> given.equals("numeric") || INTEGERS.contains(given);
            case "text", "varchar" -> TEXTS.contains(given);
            default -> given.equals(key);
        };
    }
}
