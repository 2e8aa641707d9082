package yecai.hub.api.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.odata.OdataParameters;
import yecai.hub.dataset.output.RowWriter;
import yecai.hub.session.SampleRelation;

final class NextLinkTest {
    private static final Dataset RECEIPT = Dataset.of(SampleRelation.receipt());
    private static final String ROOT = "http://host/odata/v4";

    private static Optional<String> link(Map<String, String> parameters, long rows, Optional<String> next) {
        return NextLink.find(
                ROOT,
                parameters,
                new RowWriter.Written(rows, next),
                OdataParameters.read(RECEIPT, Map.of("$select", "company"), 10));
    }

    @Test
    void options_areRepeated_withTheCursorInsteadOfSkip() {
        assertThat(link(Map.of("$filter", "company eq 'A & B'", "$skip", "5"), 10, Optional.of("c-1")))
                .contains(ROOT + "/finance_receipt?$filter=company%20eq%20%27A%20%26%20B%27&$skiptoken=c-1");
    }

    @Test
    void top_isLessenedByThePage_andEndsAtZero() {
        assertThat(link(Map.of("$top", "25", "$skiptoken", "c-1"), 10, Optional.of("c-2")))
                .contains(ROOT + "/finance_receipt?$skiptoken=c-2&$top=15");
        assertThat(link(Map.of("$top", "10"), 10, Optional.of("c-2"))).isEmpty();
    }

    @Test
    void lastPage_hasNone() {
        assertThat(link(Map.of(), 10, Optional.empty())).isEmpty();
    }
}
