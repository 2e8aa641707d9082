package yecai.hub.dataset.filter;

import yecai.hub.dataset.filter.Arithmetic.Operation;
import yecai.hub.dataset.filter.Condition.Operand;
import yecai.hub.session.QueryText;
import yecai.hub.session.ValueType;

/** Writes what a condition compares into a query: a column, what a function makes of it, what is computed of that. */
final class OperandSql {
    private OperandSql() {}

    static void write(QueryText query, Operand operand) {
        if (operand.arithmetic().isEmpty()) {
            function(query, operand);
            return;
        }
        Arithmetic arithmetic = operand.arithmetic().get();
        boolean isCut = arithmetic.operation() == Operation.DIV && arithmetic.isWhole() && isWhole(operand);
        if (isCut) {
            query.sql("trunc");
        }
        query.sql("(");
        function(query, operand);
        switch (arithmetic.operation()) {
            case ADD -> query.sql(" + ");
            case SUB -> query.sql(" - ");
            case MUL -> query.sql(" * ");
            case DIV, DIVBY -> query.sql(" / ");
            case MOD -> query.sql("::numeric % ");
        }
        query.value(ValueType.NUMERIC, arithmetic.number());
        query.sql(")");
    }

    private static boolean isWhole(Operand operand) {
        ValueType type = operand.function()
                .map(FilterFunction::result)
                .orElse(operand.column().type());
        return type == ValueType.SMALLINT || type == ValueType.INTEGER || type == ValueType.BIGINT;
    }

    private static void function(QueryText query, Operand operand) {
        if (operand.function().isEmpty()) {
            query.name(operand.column().name());
            return;
        }
        switch (operand.function().get()) {
            case TOLOWER -> query.sql("lower(");
            case TOUPPER -> query.sql("upper(");
            case TRIM -> query.sql("btrim(");
            case LENGTH -> query.sql("length(");
            case INDEXOF -> query.sql("(strpos(");
            case SUBSTRING -> query.sql("substr(");
            case YEAR -> query.sql("extract(year from ");
            case MONTH -> query.sql("extract(month from ");
            case DAY -> query.sql("extract(day from ");
            case HOUR -> query.sql("extract(hour from ");
            case MINUTE -> query.sql("extract(minute from ");
            case SECOND -> query.sql("floor(extract(second from ");
            case DATE -> query.sql("(");
            case ROUND -> query.sql("round(");
            case FLOOR -> query.sql("floor(");
            case CEILING -> query.sql("ceil(");
        }
        query.name(operand.column().name());
        switch (operand.function().get()) {
            case TOLOWER, TOUPPER, TRIM, LENGTH, YEAR, MONTH, DAY, HOUR, MINUTE -> query.sql(")");
            case SECOND -> query.sql("))");
            case INDEXOF ->
                query.sql(", ")
                        .value(ValueType.TEXT, operand.arguments().get(0))
                        .sql(") - 1)");
            case SUBSTRING -> substring(query, operand);
            case DATE -> query.sql("::date)");
            case ROUND, FLOOR, CEILING -> query.sql("::numeric)");
        }
    }

    private static void substring(QueryText query, Operand operand) {
        query.sql(", ").value(ValueType.INTEGER, operand.arguments().get(0)).sql(" + 1");
        if (operand.arguments().size() > 1) {
            query.sql(", greatest(0, ")
                    .value(ValueType.INTEGER, operand.arguments().get(1))
                    .sql(")");
        }
        query.sql(")");
    }
}
