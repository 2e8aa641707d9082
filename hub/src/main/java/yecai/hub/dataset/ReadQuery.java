package yecai.hub.dataset;

import java.util.List;
import java.util.Optional;
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

    /** One text a row, a JSON object; then, for the cursor, the values that the row is sorted by. */
    QueryText json(Shape shape, boolean withCursor) {
        QueryText query = new QueryText().sql("select ");
        object(query, shape);
        query.sql("::text");
        List<Sort> order = request.totalOrder();
        if (withCursor) {
            for (Sort sort : order) {
                query.sql(", ");
                output(query, sort.output());
                query.sql("::text");
            }
        }
        query.sql(" from ");
        source(query);
        conditions(query, order);
        order(query, order, withCursor);
        range(query, withCursor);
        return query;
    }

    /** One column for each output. */
    QueryText cells(Shape shape) {
        QueryText query = new QueryText().sql("select ");
        for (int i = 0; i < request.outputs().size(); i++) {
            if (i > 0) {
                query.sql(", ");
            }
            value(query, request.outputs().get(i), shape);
        }
        query.sql(" from ");
        source(query);
        List<Sort> order = request.totalOrder();
        conditions(query, order);
        order(query, order, false);
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
                if (i > 0) {
                    query.sql(", ");
                }
                query.value(ValueType.TEXT, request.outputs().get(i).label()).sql(", ");
                value(query, request.outputs().get(i), shape);
            }
            query.sql(")");
            return;
        }
        query.sql("(select row_to_json(r) from (select ");
        for (int i = 0; i < request.outputs().size(); i++) {
            if (i > 0) {
                query.sql(", ");
            }
            value(query, request.outputs().get(i), shape);
            query.sql(" as ")
                    .name(((Output.Plain) request.outputs().get(i)).column().name());
        }
        query.sql(") as r)");
    }

    private void value(QueryText query, Output output, Shape shape) {
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
            output(query, output);
            query.sql(", 1) in ('=', '+', '-', '@', '＝', '＋', '－', '＠', E'\\t', E'\\r', E'\\n') then '''' || ");
            output(query, output);
            query.sql(" else ");
            output(query, output);
            query.sql(" end");
            return;
        }
        output(query, output);
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

    private void source(QueryText query) {
        if (!request.isGrouped()) {
            view(query);
            return;
        }
        query.sql("(select ");
        for (int i = 0; i < request.outputs().size(); i++) {
            if (i > 0) {
                query.sql(", ");
            }
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

    private void order(QueryText query, List<Sort> order, boolean withCursor) {
        // An export without an order or a page is not sorted: it would have to be read whole before its first row.
        boolean isSorted = withCursor
                || request.cursor().isPresent()
                || !request.order().isEmpty()
                || request.limit().isPresent()
                || request.offset() > 0;
        for (int i = 0; isSorted && i < order.size(); i++) {
            if (i == 0) {
                query.sql(" order by ");
            } else {
                query.sql(", ");
            }
            output(query, order.get(i).output());
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
