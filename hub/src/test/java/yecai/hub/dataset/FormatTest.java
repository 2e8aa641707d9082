package yecai.hub.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FormatTest {
    @Test
    void accept_isFollowedByWeight_andOfEqualOnesByOrder() {
        assertThat(Format.findAccepted("text/csv;q=0.5, application/json")).contains(Format.JSON);
        assertThat(Format.findAccepted("application/json;q=0, text/csv")).contains(Format.CSV);
        assertThat(Format.findAccepted("application/x-ndjson, text/csv")).contains(Format.NDJSON);
        assertThat(Format.findAccepted("text/html, application/xhtml+xml, */*;q=0.8"))
                .contains(Format.JSON);
        assertThat(Format.findAccepted("text/*; q=1")).contains(Format.CSV);
        assertThat(Format.findAccepted(null)).contains(Format.JSON);
    }

    @Test
    void accept_thatAllowsNothingThereIs_findsNothing() {
        assertThat(Format.findAccepted("application/pdf")).isEmpty();
        assertThat(Format.findAccepted("text")).isEmpty();
        assertThat(Format.findAccepted("application/json;q=0")).isEmpty();
        assertThat(Format.findAccepted("application/json;q=0.000")).isEmpty();
    }
}
