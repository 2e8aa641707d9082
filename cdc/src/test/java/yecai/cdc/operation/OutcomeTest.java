package yecai.cdc.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OutcomeTest {
    @Test
    void json_hasTextsNumbersTruthsAndLists_andLeavesNullOut() {
        assertThat(new Outcome()
                        .with("text", "a \"b\" \\ c\nd\0 客户")
                        .with("number", 5L)
                        .with("truth", true)
                        .with("nothing", null)
                        .with("tables", List.of(new Outcome().with("table", "t")))
                        .json())
                .isEqualTo("{\"text\":\"a \\u0022b\\u0022 \\u005c c\\u000ad 客户\",\"number\":5,\"truth\":true,"
                        + "\"tables\":[{\"table\":\"t\"}]}");
    }
}
