package yecai.sql.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ViewQueryTest {
    @Test
    void part_isThatOfTheBranch_whereverItIsNamed_butInComments() {
        assertThat(ViewQuery.ofBranch(
                        "-- as shared.part says\nselect p.a from shared.part as p -- shared.part", "narrow"))
                .isEqualTo("-- as shared.part says\nselect p.a from mart.part_narrow as p -- shared.part");
    }

    @Test
    void whole_hasPartsOfPartsInTheirPlaces() {
        assertThat(ViewQuery.whole("finance/receivables/unbilled_movement").replaceAll("--[^\n]*", ""))
                .contains("canon.shipment_line")
                .contains("canon.document_link")
                .doesNotContain("shared.");
    }
}
