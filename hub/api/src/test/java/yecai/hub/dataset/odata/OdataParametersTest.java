package yecai.hub.dataset.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.query.Output;
import yecai.hub.dataset.query.ReadRequest;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.SampleRelation;

final class OdataParametersTest {
    private static final Dataset RECEIPT = Dataset.of(SampleRelation.receipt());

    @Test
    void options_becomeARequest() {
        ReadRequest request = OdataParameters.read(
                RECEIPT,
                Map.of(
                        "$select", "company,amount",
                        "$orderby", "amount desc",
                        "$top", "7",
                        "$skip", "3",
                        "$count", "true",
                        "$filter", "amount gt 0"),
                100);
        assertThat(request.outputs()).extracting(Output::label).containsExactly("company", "amount");
        assertThat(request.limit()).hasValue(7);
        assertThat(request.offset()).isEqualTo(3);
        assertThat(request.isCounted()).isTrue();
        assertThat(request.filter()).isPresent();
    }

    @Test
    void page_isTheMostThatTopCanAskFor() {
        assertThat(OdataParameters.read(RECEIPT, Map.of("$top", "1000"), 100).limit())
                .hasValue(100);
        assertThat(OdataParameters.read(RECEIPT, Map.of(), 100).limit()).hasValue(100);
        assertThat(OdataParameters.read(RECEIPT, Map.of("$top", "0"), 100).limit())
                .hasValue(0);
    }

    @Test
    void unknownOptions_areRefused_andOtherParametersAreNot() {
        assertThatThrownBy(() -> OdataParameters.read(RECEIPT, Map.of("$expand", "x"), 100))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.NOT_IMPLEMENTED);
                    assertThat(problem.getMessage()).contains("$expand", "$filter");
                });
        assertThat(OdataParameters.read(RECEIPT, Map.of("custom", "x"), 100).outputs())
                .hasSize(RECEIPT.columns().size());
    }

    @Test
    void aliases_standForTheirValues_butNotInTexts() {
        ReadRequest request = OdataParameters.read(
                RECEIPT,
                Map.of(
                        "$filter",
                        "company eq @c and entity_key ne '@c' and amount gt @least",
                        "@c",
                        "'O''Neil @c'",
                        "@least",
                        "5"),
                100);
        assertThat(request.filter().orElseThrow().text())
                .isEqualTo("company eq 'O''Neil @c' and entity_key ne '@c' and amount gt 5");
        for (String wrong : new String[] {"company eq @d", "company eq @e"}) {
            assertThatThrownBy(() ->
                            OdataParameters.read(RECEIPT, Map.of("$filter", wrong, "@e", "'a' or company eq 'b'"), 100))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.PARAMETER_NOT_VALID));
        }
    }

    @Test
    void apply_hasItsOwnFilterAndColumns() {
        assertThatThrownBy(() -> OdataParameters.read(
                        RECEIPT, Map.of("$apply", "groupby((company))", "$filter", "amount gt 0"), 100))
                .hasMessageContaining("cannot be combined");
        assertThat(OdataParameters.read(
                                RECEIPT, Map.of("$apply", "groupby((company))", "$orderby", "company desc"), 100)
                        .isGrouped())
                .isTrue();
        assertThatThrownBy(() -> OdataParameters.read(
                        RECEIPT, Map.of("$apply", "groupby((company))", "$orderby", "amount"), 100))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void keys_areReadInAnyOrder_withQuotesInside() {
        ReadRequest request =
                OdataParameters.entity(RECEIPT, "entity_key='it''s, (1)=2',source='s'", Map.of("$select", "amount"));
        assertThat(request.filter().orElseThrow().text()).isEqualTo("entity_key eq 'it''s, (1)=2' and source eq 's'");
        assertThat(request.limit()).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'one'",
                "source='s'",
                "source='s',company='c'",
                "source='s',entity_key='k',company='c'",
                "source='s' entity_key='k'",
                "source='s',entity_key='k",
                "source='s',entity_key='k' or 1 eq 1",
                "entity_key=(1),source='s'"
            })
    void otherKeys_areRefused(String key) {
        assertThatThrownBy(() -> OdataParameters.entity(RECEIPT, key, Map.of())).isInstanceOf(ProblemException.class);
    }
}
