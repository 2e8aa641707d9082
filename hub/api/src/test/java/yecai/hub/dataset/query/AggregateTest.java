package yecai.hub.dataset.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.query.Aggregate.Function;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.SampleRelation;
import yecai.hub.session.ValueType;

final class AggregateTest {
    private static final Dataset RECEIPT = Dataset.of(SampleRelation.receipt());

    @Test
    void labels_areGivenOrMadeOfFunctionAndColumn() {
        List<Aggregate> aggregates = Aggregate.parse(
                RECEIPT, "sum(amount) as total, count(), count(*) as n , max( due_date ),count_distinct(company)");
        assertThat(aggregates)
                .extracting(Aggregate::label)
                .containsExactly("total", "count", "n", "max_due_date", "count_distinct_company");
        assertThat(aggregates)
                .extracting(Aggregate::function)
                .containsExactly(Function.SUM, Function.COUNT, Function.COUNT, Function.MAX, Function.COUNT_DISTINCT);
        assertThat(aggregates.get(2).column()).isEmpty();
    }

    @Test
    void types_followFunctionAndColumn() {
        assertThat(Aggregate.parse(
                        RECEIPT, "sum(line_count),avg(rate),min(company),max(due_date),count(details),sum(amount)"))
                .extracting(Aggregate::type)
                .containsExactly(
                        ValueType.NUMERIC,
                        ValueType.DOUBLE,
                        ValueType.TEXT,
                        ValueType.DATE,
                        ValueType.BIGINT,
                        ValueType.NUMERIC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sum",
                "sum(amount",
                "median(amount)",
                "sum(amount) total",
                "sum(amount) as 1st",
                "sum(amount) as a-b",
                "sum(amount + 1)",
                "sum(sum(amount))",
                "sum()",
                "min(*)",
                "sum(company)",
                "avg(due_date)",
                "max(is_open)",
                "min(details)",
                "count_distinct(details)",
                "sum(amount),",
                "sum(nobody)"
            })
    void otherTexts_areRefused(String text) {
        assertThatThrownBy(() -> Aggregate.parse(RECEIPT, text)).isInstanceOf(ProblemException.class);
    }

    @Test
    void labels_haveAtMost61Characters() {
        assertThat(Aggregate.parse(RECEIPT, "count() as " + "a".repeat(61))
                        .get(0)
                        .label())
                .hasSize(61);
        assertThatThrownBy(() -> Aggregate.parse(RECEIPT, "count() as " + "a".repeat(62)))
                .isInstanceOf(ProblemException.class);
    }
}
