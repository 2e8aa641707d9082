package yecai.hub.dataset.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.query.Output;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.SampleRelation;

final class ApplyTest {
    private static final Dataset RECEIPT = Dataset.of(SampleRelation.receipt());

    @Test
    void groupsAndAggregates_becomeColumns() {
        Apply apply =
                Apply.parse(RECEIPT, " groupby((company, due_date),aggregate(amount with sum as total,$count as n)) ");
        assertThat(apply.outputs()).extracting(Output::label).containsExactly("company", "due_date", "total", "n");
        assertThat(apply.filter()).isEmpty();
        assertThat(Apply.parse(RECEIPT, "groupby((company))").outputs())
                .extracting(Output::label)
                .containsExactly("company");
        assertThat(Apply.parse(RECEIPT, "aggregate(rate with average as mean,company with countdistinct as c)")
                        .outputs())
                .extracting(Output::label)
                .containsExactly("mean", "c");
    }

    @Test
    void filter_endsAtItsParenthesis_notAtOneInQuotesOrInside() {
        Apply apply = Apply.parse(
                RECEIPT, "filter((company eq 'a)b' or company eq 'it''s (') and amount gt 0)/aggregate($count as n)");
        assertThat(apply.filter().orElseThrow().text())
                .isEqualTo("(company eq 'a)b' or company eq 'it''s (') and amount gt 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "filter(amount gt 0)",
                "filter(amount gt 0",
                "filter(amount gt 0)aggregate($count as n)",
                "groupby(company)",
                "groupby((nobody))",
                "groupby((details))",
                "groupby((company),aggregate(amount with median as m))",
                "aggregate(amount with sum)",
                "aggregate(company with sum as s)",
                "aggregate($count as n,$count as n)",
                "topcount(5,amount)",
                "groupby((company))/groupby((company))"
            })
    void otherTexts_areRefused(String text) {
        assertThatThrownBy(() -> Apply.parse(RECEIPT, text)).isInstanceOf(ProblemException.class);
    }
}
