package yecai.hub.dataset.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yecai.hub.dataset.Dataset;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.SampleRelation;

final class SortTest {
    private static final List<Output> ALL = Parameters.all(Dataset.of(SampleRelation.receipt()));

    private static List<String> read(String text) {
        return Sort.parse(ALL, text).stream()
                .map(sort -> sort.output().label() + (sort.isDescending() ? " desc" : " asc"))
                .toList();
    }

    @Test
    void directions_areAscendingUnlessSaid() {
        assertThat(read("company, amount desc,  due_date ASC,rate DESC"))
                .containsExactly("company asc", "amount desc", "due_date asc", "rate desc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"company down", "company desc now", "company; desc x"})
    void otherDirections_areRefused(String text) {
        assertThatThrownBy(() -> Sort.parse(ALL, text))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.PARAMETER_NOT_VALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "", "company,", "details", "Company"})
    void columnsThatDoNotExistOrCannotBeSorted_areRefused_withThoseThatCan(String text) {
        assertThatThrownBy(() -> Sort.parse(ALL, text)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.COLUMN_NOT_FOUND);
            assertThat(problem.getMessage()).contains("company, amount").doesNotContain("rate, details");
        });
    }
}
