package yecai.hub.dataset.query;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import yecai.hub.dataset.filter.ConditionSql;
import yecai.hub.session.QueryText;

/** Writes where the rows of an answer come from: the view, or groups over it, and the conditions on them. */
final class SourceSql {
    private final ReadRequest request;

    SourceSql(ReadRequest request) {
        this.request = request;
    }

    /** The view, or a query of its groups. */
    void from(QueryText query) {
        query.sql(" from ");
        if (request.isGrouped()) {
            groups(query);
        } else {
            view(query);
        }
    }

    private void groups(QueryText query) {
        query.sql("(select ");
        for (int i = 0; i < request.outputs().size(); i++) {
            OutputSql.comma(query, i);
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

    /** The filter, unless it is inside the groups already. */
    void where(QueryText query) {
        if (!request.isGrouped()) {
            filter(query);
        }
    }

    /** The filter, and the condition that leaves what comes after the cursor. */
    void conditions(QueryText query, List<Sort> order, BiConsumer<QueryText, Output> reference) {
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
        new Keyset(order, cursor.get(), request.isOrderUnique(), reference).write(query);
    }
}
