package yecai.hub.console.visit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is led from our sign-in to somebody else's site. */
final class DestinationTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/receivables?as_of=2026-01-31&by=customer",
                "/console/receivables/item?source=demo&entity_key=a%2Fb",
            })
    void within_keepsPagesOfTheConsole(String asked) {
        assertThat(Destination.within(asked)).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/console",
                "//evil.example/console",
                "/\\evil.example",
                "/console//evil.example",
                "/console/..//evil.example",
                "/console/../../odata",
                "/console/.%2e/x",
                "/consolevil",
                "/console\r\nLocation: https://evil.example",
                "javascript:alert(1)",
                "/api/v1/datasets",
                "/console?x=<script>",
                "\\console",
                " /console",
                "/console@evil.example",
                ""
            })
    void within_leadsHomeInstead(String asked) {
        assertThat(Destination.within(asked)).isEqualTo("/console");
    }
}
