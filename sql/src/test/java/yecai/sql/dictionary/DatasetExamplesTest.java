package yecai.sql.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.sql.dictionary.DatasetExamples.Example;
import yecai.sql.error.YecaiException;

class DatasetExamplesTest {
    @Test
    void example_isAStatementOfSeveralLines_withOrWithoutAFormula() {
        List<Example> examples = DatasetExamples.of(List.of(
                "# comment",
                "finance.plant",
                "    select plant",
                "    from finance.plant",
                "",
                "finance.receipt = amount = money + bill. | amount = money + bill。",
                "    select money from finance.receipt"));

        assertThat(examples).extracting(Example::dataset).containsExactly("finance.plant", "finance.receipt");
        assertThat(examples.get(0).formula()).isEmpty();
        assertThat(examples.get(0).sql()).isEqualTo("select plant\nfrom finance.plant");
        assertThat(examples.get(1).formula()).contains("amount = money + bill. | amount = money + bill。");
    }

    @Test
    void whatIsNoExample_isRefusedByName() {
        assertThatThrownBy(() -> DatasetExamples.of(List.of("finance.plant")))
                .hasMessageContaining("no statement below: finance.plant");
        assertThatThrownBy(() -> DatasetExamples.of(List.of("select 1"))).hasMessageContaining("not: select 1");
        assertThatThrownBy(() -> DatasetExamples.of(List.of("    select 1"))).hasMessageContaining("select 1");
        assertThatThrownBy(() ->
                        DatasetExamples.of(List.of("finance.plant", "    select 1", "finance.plant", "    select 2")))
                .hasMessageContaining("two examples of finance.plant");
        assertThatThrownBy(() -> DatasetExamples.of(List.of("finance.plant = Only English.", "    select 1")))
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining("Only English.");
    }
}
