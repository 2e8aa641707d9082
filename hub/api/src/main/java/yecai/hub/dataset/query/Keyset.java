package yecai.hub.dataset.query;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import yecai.hub.session.QueryText;

/** The condition that leaves the rows after a cursor, with nulls last in every column. */
record Keyset(List<Sort> order, Cursor cursor, boolean isStrict, BiConsumer<QueryText, Output> output) {
    void write(QueryText query) {
        after(query, 0);
    }

    /** Rows that come after the cursor by the columns from {@code at} on, given that those before are the same. */
    private void after(QueryText query, int at) {
        if (at == order.size()) {
            if (isStrict) {
                query.sql("false");
            } else {
                query.sql("true");
            }
            return;
        }
        Sort sort = order.get(at);
        Optional<String> value = cursor.values().get(at);
        query.sql("(");
        if (value.isPresent()) {
            column(query, sort);
            if (sort.isDescending()) {
                query.sql(" < ");
            } else {
                query.sql(" > ");
            }
            query.value(sort.output().type(), value.get()).sql(" or ");
            column(query, sort);
            query.sql(" is null or ");
        }
        query.sql("(");
        column(query, sort);
        if (value.isPresent()) {
            query.sql(" = ").value(sort.output().type(), value.get());
        } else {
            query.sql(" is null");
        }
        query.sql(" and ");
        after(query, at + 1);
        query.sql("))");
    }

    private void column(QueryText query, Sort sort) {
        output.accept(query, sort.output());
    }
}
