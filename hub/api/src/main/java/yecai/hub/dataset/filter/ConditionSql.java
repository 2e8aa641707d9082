package yecai.hub.dataset.filter;

import java.util.List;
import yecai.hub.dataset.filter.Condition.Operator;
import yecai.hub.session.QueryText;
import yecai.hub.session.ValueType;

/** Writes a condition into a query. Null is not equal to a value, and unequal to every value, as OData has it. */
public final class ConditionSql {
    private ConditionSql() {}

    /** Appends the condition, in parentheses. */
    public static void write(QueryText query, Condition condition) {
        if (condition instanceof Condition.And and) {
            join(query, and.parts(), true);
        } else if (condition instanceof Condition.Or or) {
            join(query, or.parts(), false);
        } else if (condition instanceof Condition.Not not) {
            query.sql("(not ");
            write(query, not.inner());
            query.sql(")");
        } else if (condition instanceof Condition.Null isNull) {
            query.sql("(");
            OperandSql.write(query, isNull.left());
            query.sql(" is null)");
        } else if (condition instanceof Condition.In in) {
            in(query, in);
        } else if (condition instanceof Condition.Text text) {
            text(query, text);
        } else if (condition instanceof Condition.Columns columns) {
            query.sql("(");
            OperandSql.write(query, columns.left());
            if (columns.operator() == Operator.EQ) {
                query.sql(" is not distinct from ");
            } else {
                operator(query, columns.operator());
            }
            OperandSql.write(query, columns.right());
            query.sql(")");
        } else if (condition instanceof Condition.Comparison comparison) {
            query.sql("(");
            OperandSql.write(query, comparison.left());
            operator(query, comparison.operator());
            query.value(comparison.left().type(), comparison.value());
            query.sql(")");
        }
    }

    private static void join(QueryText query, List<Condition> parts, boolean isAnd) {
        query.sql("(");
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                if (isAnd) {
                    query.sql(" and ");
                } else {
                    query.sql(" or ");
                }
            }
            write(query, parts.get(i));
        }
        query.sql(")");
    }

    private static void operator(QueryText query, Operator operator) {
        switch (operator) {
            case EQ -> query.sql(" = ");
            case NE -> query.sql(" is distinct from ");
            case LT -> query.sql(" < ");
            case LE -> query.sql(" <= ");
            case GT -> query.sql(" > ");
            case GE -> query.sql(" >= ");
        }
    }

    private static void in(QueryText query, Condition.In in) {
        query.sql("(");
        OperandSql.write(query, in.left());
        query.sql(" in (");
        for (int i = 0; i < in.values().size(); i++) {
            if (i > 0) {
                query.sql(", ");
            }
            query.value(in.left().type(), in.values().get(i));
        }
        query.sql("))");
    }

    private static void text(QueryText query, Condition.Text text) {
        query.sql("(");
        switch (text.match()) {
            case LIKE -> {
                OperandSql.write(query, text.left());
                query.sql(" like ").value(ValueType.TEXT, text.value());
            }
            case CONTAINS -> {
                query.sql("strpos(");
                OperandSql.write(query, text.left());
                query.sql(", ").value(ValueType.TEXT, text.value());
                query.sql(") > 0");
            }
            case STARTSWITH -> {
                query.sql("starts_with(");
                OperandSql.write(query, text.left());
                query.sql(", ").value(ValueType.TEXT, text.value());
                query.sql(")");
            }
            case ENDSWITH -> {
                query.sql("right(");
                OperandSql.write(query, text.left());
                query.sql(", length(").value(ValueType.TEXT, text.value());
                query.sql(")) = ").value(ValueType.TEXT, text.value());
            }
        }
        query.sql(")");
    }
}
