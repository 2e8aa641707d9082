package yecai.cdc.preflight;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.HashPrefixSqlParser;
import yecai.sql.jdbi.Handles;
import yecai.sql.pack.TableSpec;
import yecai.sql.text.SqlLiteral;

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

    private record Row(
            int place,
            boolean isThere,
            boolean isPartitioned,
            boolean isFull,
            List<String> columns,
            List<String> missing,
            String reason,
            String remedy,
            List<String> refused,
            List<String> refusedWhy) {
        Found of(TableSpec spec) {
            return new Found(spec, isThere, isPartitioned, isFull, columns, missing, refusals(spec));
        }

        private List<Refusal> refusals(TableSpec spec) {
            if (reason != null) {
                return List.of(new Refusal(spec, null, reason, remedy));
            }
            return IntStream.range(0, refused.size())
                    .mapToObj(i -> {
                        String[] why = refusedWhy.get(i).split(": ", 2);
                        return new Refusal(spec, refused.get(i), why[0], why[1]);
                    })
                    .toList();
        }
    }

    /** Returns every wanted table, in the order of the list. */
    public static List<Found> read(Connection erp, List<TableSpec> wanted) throws SQLException {
        // as text, not by parameters: the same query is part of what an administrator of the ERP runs
        String sql = sql(wanted, Handles.sql(Survey.class, "survey")) + " select * from survey order by place";
        return Handles.with(
                erp,
                handle -> handle.createQuery(sql)
                        .setSqlParser(new HashPrefixSqlParser())
                        .map(ConstructorMapper.of(Row.class))
                        .map(row -> row.of(wanted.get(row.place())))
                        .list());
    }

    /**
     * The common table expressions of a query that may continue with {@code select … from survey}.
     *
     * @param survey text of {@code survey.sql}
     */
    static String sql(List<TableSpec> wanted, String survey) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            TableSpec table = wanted.get(i);
            rows.add("    (" + i + ", " + SqlLiteral.of(table.sourceSchema()) + ", "
                    + SqlLiteral.of(table.sourceTable()) + ", " + array(table.key()) + ", "
                    + array(table.columns()) + ")");
        }
        return "with recursive wanted(place, schema_name, table_name, key, columns) as (values\n"
                + String.join(",\n", rows) + "\n),\n" + survey;
    }

    private static String array(List<String> names) {
        return names.stream().map(SqlLiteral::of).collect(Collectors.joining(", ", "array[", "]"));
    }
}
