package yecai.hub.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import yecai.hub.session.QueryText;
import yecai.hub.session.ValueType;

/** The SQL of a request, in the shapes that the formats need. */
final class ReadQuery {
    /** How values are written. */
    enum Shape {
        /** As JSON has them. */
        JSON,
        /** JSON for OData: no nested objects. */
        ODATA,
        /** JSON for OData with exact numbers as texts. */
        ODATA_EXACT,
        /** As they are. */
        CELLS,
        /** As they are, but no text that a spreadsheet takes for a formula. */
        CELLS_SAFE
    }

    private final ReadRequest request;

    ReadQuery(ReadRequest request) {
        this.request = request;
    }

    /**
     * One text a row, a JSON object; then, for the cursor, the values that the row is sorted by. Only the rows of the page
     * become JSON: they are chosen inside.
     */
    QueryText json(Shape shape, boolean withCursor) {
        List<Sort> order = request.totalOrder();
        boolean isSorted = isSorted(withCursor);
        boolean isWhole = !isSorted && !request.isGrouped();
        QueryText query = new QueryText().sql("select ");
        if (isWhole) {
            query.sql("row_to_json(r)::text");
        } else {
            object(query, shape);
        }
        for (int i = 0; withCursor && i < order.size(); i++) {
            query.sql(", ");
            chosen(query, order.get(i).output());
            query.sql("::text");
        }
        query.sql(" from (select ");
        List<Output> columns = new ArrayList<>(request.outputs());
        if (isSorted) {
            order.stream()
                    .map(Sort::output)
                    .filter(sorted -> !columns.contains(sorted))
                    .forEach(columns::add);
        }
        for (int i = 0; i < columns.size(); i++) {
            comma(query, i);
            value(query, columns.get(i), isWhole ? shape : Shape.CELLS, this::output);
            query.sql(" as ");
            label(query, columns.get(i));
        }
        query.sql(" from ");
        source(query);
        conditions(query, order);
        order(query, isSorted, order, this::output);
        range(query, withCursor);
        query.sql(") as r");
        // Costs nothing, as the rows come in this order; without it SQL promises none.
        order(query, isSorted, order, this::chosen);
        return query;
    }

    /** One column for each output. */
    QueryText cells(Shape shape) {
        QueryText query = new QueryText().sql("select ");
        for (int i = 0; i < request.outputs().size(); i++) {
            comma(query, i);
            value(query, request.outputs().get(i), shape, this::output);
        }
        query.sql(" from ");
        source(query);
        List<Sort> order = request.totalOrder();
        conditions(query, order);
        order(query, isSorted(false), order, this::output);
        range(query, false);
        return query;
    }

    /** The number of all rows, whatever the page. */
    QueryText count() {
        QueryText query = new QueryText().sql("select count(*) from ");
        source(query);
        where(query);
        return query;
    }

    private void object(QueryText query, Shape shape) {
        if (request.isGrouped()) {
            query.sql("json_build_object(");
            for (int i = 0; i < request.outputs().size(); i++) {
                comma(query, i);
                query.value(ValueType.TEXT, request.outputs().get(i).label()).sql(", ");
                value(query, request.outputs().get(i), shape, this::chosen);
            }
            query.sql(")::text");
            return;
        }
        query.sql("(select row_to_json(o) from (select ");
        for (int i = 0; i < request.outputs().size(); i++) {
            comma(query, i);
            value(query, request.outputs().get(i), shape, this::chosen);
            query.sql(" as ");
            label(query, request.outputs().get(i));
        }
        query.sql(") as o)::text");
    }

    private static void comma(QueryText query, int position) {
        if (position > 0) {
            query.sql(", ");
        }
    }

    private static void value(QueryText query, Output output, Shape shape, BiConsumer<QueryText, Output> reference) {
        boolean isText = switch (shape) {
            case JSON, CELLS, CELLS_SAFE -> false;
            case ODATA -> output.type() == ValueType.JSON;
            case ODATA_EXACT ->
                output.type() == ValueType.JSON
                        || output.type() == ValueType.NUMERIC
                        || output.type() == ValueType.BIGINT;
        };
        if (shape == Shape.CELLS_SAFE && output.type() == ValueType.TEXT) {
            query.sql("case when left(");
            reference.accept(query, output);
            query.sql(", 1) in ('=', '+', '-', '@', '＝', '＋', '－', '＠', E'\\t', E'\\r', E'\\n') then '''' || ");
            reference.accept(query, output);
            query.sql(" else ");
            reference.accept(query, output);
            query.sql(" end");
            return;
        }
        reference.accept(query, output);
        if (isText) {
            query.sql("::text");
        }
    }

    /** The column by its name, or by its place among the groups' columns. */
    private void output(QueryText query, Output output) {
        if (request.isGrouped()) {
            query.position(request.outputs().indexOf(output) + 1);
        } else {
            query.sql("v.").name(((Output.Plain) output).column().name());
        }
    }

    private void label(QueryText query, Output output) {
        if (request.isGrouped()) {
            query.position(request.outputs().indexOf(output) + 1);
        } else {
            query.name(((Output.Plain) output).column().name());
        }
    }

    /** The column among those that were chosen. */
    private void chosen(QueryText query, Output output) {
        query.sql("r.");
        label(query, output);
    }

    private void source(QueryText query) {
        if (!request.isGrouped()) {
            view(query);
            return;
        }
        query.sql("(select ");
        for (int i = 0; i < request.outputs().size(); i++) {
            comma(query, i);
            grouped(query, request.outputs().get(i));
            query.sql(" as ").position(i + 1);
        }
        query.sql(" from ");
        view(query);
        filter(query);
        List<Output> groups = request.outputs().stream()
                .filter(Output.Plain.class::isInstance)
                .toList();
        for (int i = 0; i < groups.size(); i++) {
            if (i == 0) {
                query.sql(" group by ");
            } else {
                query.sql(", ");
            }
            grouped(query, groups.get(i));
        }
        query.sql(") as g");
    }

    private void view(QueryText query) {
        query.name(request.dataset().schema())
                .sql(".")
                .name(request.dataset().view())
                .sql(" as v");
    }

    private static void grouped(QueryText query, Output output) {
        if (output instanceof Output.Plain plain) {
            query.sql("v.").name(plain.column().name());
        } else if (output instanceof Output.Aggregated aggregated) {
            aggregate(query, aggregated.aggregate());
        }
    }

    private static void aggregate(QueryText query, Aggregate aggregate) {
        switch (aggregate.function()) {
            case SUM -> query.sql("sum(");
            case COUNT -> query.sql("count(");
            case MIN -> query.sql("min(");
            case MAX -> query.sql("max(");
            case AVG -> query.sql("avg(");
            case COUNT_DISTINCT -> query.sql("count(distinct ");
        }
        aggregate.column().ifPresentOrElse(column -> query.sql("v.").name(column.name()), () -> query.sql("*"));
        query.sql(")");
    }

    private void filter(QueryText query) {
        request.filter().ifPresent(filter -> {
            query.sql(" where ");
            ConditionSql.write(query, filter.condition());
        });
    }

    /** The filter, unless it stands inside the groups already. */
    private void where(QueryText query) {
        if (!request.isGrouped()) {
            filter(query);
        }
    }

    private void conditions(QueryText query, List<Sort> order) {
        where(query);
        Optional<Cursor> cursor = request.cursor();
        if (cursor.isEmpty()) {
            return;
        }
        if (!cursor.get().fingerprint().equals(request.fingerprint())
                || cursor.get().values().size() != order.size()) {
            throw Cursor.notValid(null);
        }
        if (request.isGrouped() || request.filter().isEmpty()) {
            query.sql(" where ");
        } else {
            query.sql(" and ");
        }
        new Keyset(order, cursor.get(), request.isOrderUnique(), this::output).write(query);
    }

    /** An export without an order or a page is not sorted: it would have to be read whole before its first row. */
    private boolean isSorted(boolean withCursor) {
        return withCursor
                || request.cursor().isPresent()
                || !request.order().isEmpty()
                || request.limit().isPresent()
                || request.offset() > 0;
    }

    private static void order(
            QueryText query, boolean isSorted, List<Sort> order, BiConsumer<QueryText, Output> reference) {
        for (int i = 0; isSorted && i < order.size(); i++) {
            if (i == 0) {
                query.sql(" order by ");
            } else {
                query.sql(", ");
            }
            reference.accept(query, order.get(i).output());
            if (order.get(i).isDescending()) {
                query.sql(" desc nulls last");
            }
        }
    }

    /** One row more than asked for tells whether there is a next page. */
    private void range(QueryText query, boolean withCursor) {
        request.limit().ifPresent(limit -> query.sql(" limit ").value(withCursor ? limit + 1 : limit));
        long ties =
                request.isOrderUnique() ? 0 : request.cursor().map(Cursor::ties).orElse(0L);
        long offset = request.offset() + ties;
        if (offset > 0) {
            query.sql(" offset ").value(offset);
        }
    }
}
