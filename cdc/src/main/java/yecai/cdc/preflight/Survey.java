package yecai.cdc.preflight;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import yecai.cdc.mirror.Identifier;
import yecai.sql.pack.TableSpec;

/** Reads whether the tables of a pack can be captured exactly, and without harm to the ERP. */
public final class Survey {
    private Survey() {}

    /**
     * A table of the pack in the ERP.
     *
     * @param isFull whether the log identifies its rows by all columns; then it cannot be published with a column list
     * @param columns the columns of the pack that can be captured, in its order
     * @param missing the columns of the pack that the ERP lacks
     * @param refusals why the table, or columns of it, cannot be captured
     */
    public record Found(
            TableSpec spec,
            boolean isThere,
            boolean isPartitioned,
            boolean isFull,
            List<String> columns,
            List<String> missing,
            List<Refusal> refusals) {
        /** Returns whether the whole table is refused. */
        public boolean isRefused() {
            return refusals.stream().anyMatch(refusal -> refusal.column() == null);
        }
    }

    /** Returns every wanted table, in the order of the list. */
    public static List<Found> read(Connection erp, List<TableSpec> wanted) throws SQLException {
        List<Found> tables = new ArrayList<>();
        try (Statement statement = erp.createStatement();
                ResultSet row = statement.executeQuery(sql(wanted) + " select * from survey order by place")) {
            while (row.next()) {
                TableSpec spec = wanted.get(row.getInt("place"));
                List<Refusal> refusals = new ArrayList<>();
                if (row.getString("reason") != null) {
                    refusals.add(new Refusal(spec, null, row.getString("reason"), row.getString("remedy")));
                } else {
                    List<String> refused = texts(row.getArray("refused"));
                    List<String> why = texts(row.getArray("refused_why"));
                    for (int i = 0; i < refused.size(); i++) {
                        int colon = why.get(i).indexOf(": ");
                        refusals.add(new Refusal(
                                spec,
                                refused.get(i),
                                why.get(i).substring(0, colon),
                                why.get(i).substring(colon + 2)));
                    }
                }
                tables.add(new Found(
                        spec,
                        row.getBoolean("is_there"),
                        row.getBoolean("is_partitioned"),
                        row.getBoolean("is_full"),
                        texts(row.getArray("columns")),
                        texts(row.getArray("missing")),
                        refusals));
            }
        }
        return tables;
    }

    /** The common table expressions of a query that may go on with {@code select … from survey}. */
    static String sql(List<TableSpec> wanted) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            TableSpec table = wanted.get(i);
            rows.add("    (" + i + ", " + Identifier.literal(table.sourceSchema()) + ", "
                    + Identifier.literal(table.sourceTable()) + ", " + array(table.key()) + ", "
                    + array(table.columns()) + ")");
        }
        return "with wanted(place, schema_name, table_name, key, columns) as (values\n" + String.join(",\n", rows)
                + "\n),\n" + resource();
    }

    private static String array(List<String> names) {
        return names.stream().map(Identifier::literal).collect(Collectors.joining(", ", "array[", "]"));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static String resource() {
        try (InputStream in = Survey.class.getResourceAsStream("/yecai/cdc/survey.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
