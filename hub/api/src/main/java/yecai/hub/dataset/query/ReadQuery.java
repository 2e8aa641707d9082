package yecai.hub.dataset.query;

import java.util.ArrayList;
import java.util.List;
import yecai.hub.session.QueryText;
import yecai.hub.session.ValueType;

/** The SQL of a request, in the shapes that the formats need. */
public final class ReadQuery {
    private final ReadRequest request;
    private final SourceSql source;
    private final OutputSql outputs;

    public ReadQuery(ReadRequest request) {
        this.request = request;
        this.source = new SourceSql(request);
        this.outputs = new OutputSql(request);
    }

    /**
     * One text a row, a JSON object; then, for the cursor, the values that the row is sorted by. Only the rows of the page
     * become JSON: they are chosen inside.
     */
    public QueryText json(RowShape shape, boolean withCursor) {
        List<Sort> order = request.totalOrder();
        List<Sort> sorted = isSorted(withCursor) ? order : List.of();
        boolean isWhole = !isSorted(withCursor) && !request.isGrouped();
        QueryText query = new QueryText().sql("select ");
        if (isWhole) {
            query.sql("row_to_json(r)::text");
        } else {
            object(query, shape);
        }
        for (int i = 0; withCursor && i < order.size(); i++) {
            query.sql(", ");
            outputs.chosen(query, order.get(i).output());
            query.sql("::text");
        }
        query.sql(" from (");
        chosenRows(query, isWhole ? shape : RowShape.CELLS, order, sorted);
        range(query, withCursor);
        query.sql(") as r");
        // Costs nothing, as the rows come in this order; without it SQL promises none.
        OutputSql.order(query, sorted, outputs::chosen);
        return query;
    }

    private void chosenRows(QueryText query, RowShape shape, List<Sort> order, List<Sort> sorted) {
        List<Output> columns = new ArrayList<>(request.outputs());
        sorted.stream()
                .map(Sort::output)
                .filter(column -> !columns.contains(column))
                .forEach(columns::add);
        query.sql("select ");
        for (int i = 0; i < columns.size(); i++) {
            OutputSql.comma(query, i);
            OutputSql.value(query, columns.get(i), shape, outputs::source);
            query.sql(" as ");
            outputs.label(query, columns.get(i));
        }
        source.from(query);
        source.conditions(query, order, outputs::source);
        OutputSql.order(query, sorted, outputs::source);
    }

    /** One column for each output. */
    public QueryText cells(RowShape shape) {
        return cells(shape, false);
    }

    /** One column for each output, with a comma in numbers if that is wished. */
    public QueryText cells(RowShape shape, boolean isDecimalComma) {
        QueryText query = new QueryText().sql("select ");
        for (int i = 0; i < request.outputs().size(); i++) {
            OutputSql.comma(query, i);
            Output output = request.outputs().get(i);
            boolean isReplaced =
                    isDecimalComma && (output.type() == ValueType.NUMERIC || output.type() == ValueType.DOUBLE);
            if (isReplaced) {
                query.sql("replace((");
            }
            OutputSql.value(query, output, shape, outputs::source);
            if (isReplaced) {
                query.sql(")::text, '.', ',')");
            }
        }
        source.from(query);
        List<Sort> order = request.totalOrder();
        source.conditions(query, order, outputs::source);
        OutputSql.order(query, isSorted(false) ? order : List.of(), outputs::source);
        range(query, false);
        return query;
    }

    /** The number of all rows, not only those of the page. */
    public QueryText count() {
        QueryText query = new QueryText().sql("select count(*)");
        source.from(query);
        source.where(query);
        return query;
    }

    private void object(QueryText query, RowShape shape) {
        if (request.isGrouped()) {
            query.sql("json_build_object(");
            for (int i = 0; i < request.outputs().size(); i++) {
                OutputSql.comma(query, i);
                query.value(ValueType.TEXT, request.outputs().get(i).label()).sql(", ");
                OutputSql.value(query, request.outputs().get(i), shape, outputs::chosen);
            }
            query.sql(")::text");
            return;
        }
        query.sql("(select row_to_json(o) from (select ");
        for (int i = 0; i < request.outputs().size(); i++) {
            OutputSql.comma(query, i);
            OutputSql.value(query, request.outputs().get(i), shape, outputs::chosen);
            query.sql(" as ");
            outputs.label(query, request.outputs().get(i));
        }
        query.sql(") as o)::text");
    }

    /**
     * One row has no order. An export without an order or a page is not sorted either: it would have to be read whole before
     * its first row.
     */
    private boolean isSorted(boolean withCursor) {
        if (request.isWholeInOneRow()) {
            return false;
        }
        return withCursor
                || request.cursor().isPresent()
                || !request.order().isEmpty()
                || request.limit().isPresent()
                || request.offset() > 0;
    }

    /** One row more than asked for tells whether there is a next page. */
    private void range(QueryText query, boolean withCursor) {
        if (request.isWholeInOneRow()) {
            return;
        }
        request.limit().ifPresent(limit -> query.sql(" limit ").value(withCursor ? limit + 1 : limit));
        long ties =
                request.isOrderUnique() ? 0 : request.cursor().map(Cursor::ties).orElse(0L);
        long offset = request.offset() + ties;
        if (offset > 0) {
            query.sql(" offset ").value(offset);
        }
    }
}
