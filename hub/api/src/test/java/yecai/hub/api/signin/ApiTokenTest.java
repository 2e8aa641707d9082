package yecai.hub.api.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ApiTokenTest {
    @Test
    void token_isReadAsItWasRevealed() {
        ApiToken token = ApiToken.random();
        ApiToken read = ApiToken.parse(token.reveal()).orElseThrow();
        assertThat(read.id()).isEqualTo(token.id()).hasSize(12);
        assertThat(read.secretHash()).isEqualTo(token.secretHash()).hasSize(32);
        assertThat(token.toString()).doesNotContain(token.reveal().substring(19));
    }

    @Test
    void otherTexts_areNoTokens() {
        String text = ApiToken.random().reveal();
        assertThat(ApiToken.parse(text + "x")).isEmpty();
        assertThat(ApiToken.parse(text.substring(1))).isEmpty();
        assertThat(ApiToken.parse(text.replace('_', '-'))).isEmpty();
        assertThat(ApiToken.parse("")).isEmpty();
    }

    @Test
    void patterns_coverDatasetsOfTheirSchemaOnly() {
        Caller caller = new Caller("p", "c", List.of("finance.*", "reporting.sales"), Instant.MAX, Optional.empty());
        assertThat(caller.covers("finance.receipt")).isTrue();
        assertThat(caller.covers("reporting.sales")).isTrue();
        assertThat(caller.covers("reporting.sales_2")).isFalse();
        assertThat(caller.covers("finance_x.receipt")).isFalse();
        assertThat(new Caller("p", "c", Caller.EVERYTHING, Instant.MAX, Optional.empty()).covers("any.thing"))
                .isTrue();
        assertThat(new Caller("p", "c", List.of(), Instant.MAX, Optional.empty()).covers("finance.receipt"))
                .isFalse();
    }
}
