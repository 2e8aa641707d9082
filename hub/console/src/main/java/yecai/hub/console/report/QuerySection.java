package yecai.hub.console.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import yecai.hub.console.language.Words;
import yecai.hub.console.table.Column;
import yecai.hub.console.table.Kind;
import yecai.hub.console.table.Row;
import yecai.hub.console.table.Table;
import yecai.hub.session.QueryText;
import yecai.hub.session.Session;

/**
 * A part of a page that is one query. Rows in which the query's column {@code is_total} is true add others up.
 *
 * @param picture makes the chart; empty for none
 * @param acts what people who write for finance can do with a row
 */
public record QuerySection(
        String key,
        String dataset,
        boolean isDataset,
        Question question,
        List<Column> columns,
        Optional<Picture> picture,
        List<Column> acts)
        implements Section {
    private static final int FETCH = 1_000;
    private static final String TOTAL = "is_total";

    public QuerySection {
        requireNonNull(key, "key is null");
        requireNonNull(dataset, "dataset is null");
        requireNonNull(question, "question is null");
        columns = List.copyOf(columns);
        requireNonNull(picture, "picture is null");
        acts = List.copyOf(acts);
    }

    /** Of a dataset. */
    public static QuerySection of(String dataset, String key, Question question, Column... columns) {
        return new QuerySection(key, dataset, true, question, List.of(columns), Optional.empty(), List.of());
    }

    /** Of a function, which has no OData feed. */
    public static QuerySection ofFunction(String function, String key, Question question, Column... columns) {
        return new QuerySection(key, function, false, question, List.of(columns), Optional.empty(), List.of());
    }

    /** The same with a chart. */
    public QuerySection with(Picture chart) {
        return new QuerySection(key, dataset, isDataset, question, columns, Optional.of(chart), acts);
    }

    /** The same with something that people who write for finance can do with a row. */
    public QuerySection forWriters(Column act) {
        return new QuerySection(key, dataset, isDataset, question, columns, picture, List.of(act));
    }

    @Override
    public Read read(Session session, Values values, Words words, int most) throws IOException {
        QueryText query = question.query(values);
        List<Column> shown = new ArrayList<>(columns);
        if (!acts.isEmpty() && mayWrite(session)) {
            shown.addAll(acts);
        }
        Table table = table(session, question.query(values, most + 1), shown, most);
        return new Read(table, picture.flatMap(drawn -> drawn.draw(key, table, words)), query.readable());
    }

    private static boolean mayWrite(Session session) throws IOException {
        return texts(session, new QueryText().sql("select pg_has_role('finance_writer', 'usage')"))
                .equals(List.of(List.of("t")));
    }

    /** Reads the columns of a query by their names; what can be done with a row is none of them. */
    static Table table(Session session, QueryText query, List<Column> columns, int most) throws IOException {
        List<Row> rows = new ArrayList<>();
        session.read(query, FETCH, row -> {
            List<String> values = new ArrayList<>(columns.size());
            for (Column column : columns) {
                values.add(column.kind() == Kind.ACTION ? column.name() : row.getString(column.name()));
            }
            boolean hasTotals = row.getMetaData()
                    .getColumnName(row.getMetaData().getColumnCount())
                    .equals(TOTAL);
            rows.add(new Row(values, hasTotals && row.getBoolean(TOTAL)));
        });
        boolean isCut = rows.size() > most;
        return new Table(columns, isCut ? rows.subList(0, most) : rows, isCut);
    }

    /** Reads rows of texts, such as choices. */
    public static List<List<String>> texts(Session session, QueryText query) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        session.read(query, 0, row -> {
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                values.add(row.getString(i));
            }
            rows.add(values);
        });
        return rows;
    }
}
