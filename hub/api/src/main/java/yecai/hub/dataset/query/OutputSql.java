package yecai.hub.dataset.query;

import java.util.List;
import java.util.function.BiConsumer;
import yecai.hub.session.QueryText;
import yecai.hub.session.ValueType;

/** Writes the columns of an answer: their values, names and order. */
final class OutputSql {
    /**
     * Puts an apostrophe before what a spreadsheet would calculate: a sign of a formula at the beginning, also after blanks
     * and characters that cannot be seen, and after a semicolon, a tab or a line's end, where some settings begin a new cell.
     */
    private static final String FORMULA_GUARD = ", '(^|[;\\t\\n\\r])(?=[\\s\\u00A0\\u00AD\\u200B-\\u200F\\u2028-\\u202E"
            + "\\u2060-\\u2064\\u3000\\uFEFF]*[=+@＝＋－＠-])|^(?=[\\t\\n\\r])', '\\1''', 'g')";

    private final ReadRequest request;

    OutputSql(ReadRequest request) {
        this.request = request;
    }

    static void comma(QueryText query, int position) {
        if (position > 0) {
            query.sql(", ");
        }
    }

    /** The column of the source: by its name in the view, or by its place among the groups' columns. */
    void source(QueryText query, Output output) {
        if (request.isGrouped()) {
            query.position(request.outputs().indexOf(output) + 1);
        } else {
            query.sql("v.").name(((Output.Plain) output).column().name());
        }
    }

    /** The name that the column has outside. */
    void label(QueryText query, Output output) {
        if (request.isGrouped()) {
            query.position(request.outputs().indexOf(output) + 1);
        } else {
            query.name(((Output.Plain) output).column().name());
        }
    }

    /** The column among those that were chosen. */
    void chosen(QueryText query, Output output) {
        query.sql("r.");
        label(query, output);
    }

    /** A column's value in a shape. */
    static void value(QueryText query, Output output, RowShape shape, BiConsumer<QueryText, Output> reference) {
        if (shape == RowShape.CELLS_SAFE && output.type() == ValueType.TEXT) {
            query.sql("regexp_replace(");
            reference.accept(query, output);
            query.sql(FORMULA_GUARD);
            return;
        }
        if (isOdata(shape) && isUnbounded(output.type())) {
            bounded(query, output, reference);
        } else {
            reference.accept(query, output);
        }
        if (isWrittenAsText(output.type(), shape)) {
            query.sql("::text");
        }
    }

    private static boolean isOdata(RowShape shape) {
        return shape == RowShape.ODATA || shape == RowShape.ODATA_EXACT;
    }

    private static boolean isUnbounded(ValueType type) {
        return switch (type) {
            case NUMERIC, DOUBLE, DATE, TIMESTAMPTZ -> true;
            case TEXT, SMALLINT, INTEGER, BIGINT, BOOLEAN, TIMESTAMP, INTERVAL, UUID, LSN, JSON, TEXT_ARRAY -> false;
        };
    }

    /**
     * A value as OData's types have it: no decimal is NaN or infinite, and no date is infinite, before the year 1 or after
     * 9999 for the clients that there are; these are null. A double is named as OData names it.
     */
    private static void bounded(QueryText query, Output output, BiConsumer<QueryText, Output> reference) {
        query.sql("case when ");
        reference.accept(query, output);
        if (output.type() == ValueType.DOUBLE) {
            query.sql(" = 'Infinity'::double precision then to_json('INF'::text) when ");
            reference.accept(query, output);
            query.sql(" = '-Infinity'::double precision then to_json('-INF'::text) else to_json(");
            reference.accept(query, output);
            query.sql(") end");
            return;
        }
        if (output.type() == ValueType.NUMERIC) {
            query.sql(" not in ('NaN'::numeric, 'Infinity'::numeric, '-Infinity'::numeric) then ");
        } else if (output.type() == ValueType.DATE) {
            query.sql(" between date '0001-01-01' and date '9999-12-31' then ");
        } else {
            query.sql(
                    " between timestamptz '0001-01-01 00:00:00Z' and timestamptz '9999-12-31 23:59:59.999999Z' then ");
        }
        reference.accept(query, output);
        query.sql(" end");
    }

    private static boolean isWrittenAsText(ValueType type, RowShape shape) {
        return switch (shape) {
            case JSON, CELLS, CELLS_SAFE -> false;
            case ODATA -> type == ValueType.JSON;
            case ODATA_EXACT -> type == ValueType.JSON || type == ValueType.NUMERIC || type == ValueType.BIGINT;
        };
    }

    static void order(QueryText query, List<Sort> order, BiConsumer<QueryText, Output> reference) {
        for (int i = 0; i < order.size(); i++) {
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
}
