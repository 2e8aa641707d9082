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

    @Test
    void names_areWhatTheParameterTakes() {
        assertThat(Format.names()).isEqualTo("json, ndjson, csv, csv-excel or xlsx");
        for (Format format : Format.values()) {
            assertThat(Format.find(format.parameter())).contains(format);
        }
        assertThat(Format.find("CSV")).isEmpty();
        assertThat(Format.find("csv_excel")).isEmpty();
    }

    @Test
    void mediaTypes_areListedOnceEach_andAccepted() {
        assertThat(Format.listMediaTypes())
                .startsWith("application/json")
                .doesNotHaveDuplicates()
                .hasSize(4);
        assertThat(Format.listMediaTypes())
                .allSatisfy(type -> assertThat(Format.findAccepted(type)).isPresent());
    }
}
