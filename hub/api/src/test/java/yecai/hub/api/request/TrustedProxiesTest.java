package yecai.hub.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrustedProxiesTest {
    private final TrustedProxies proxies = new TrustedProxies(List.of("10.0.0.0/8", "::1", "192.168.1.7"));

    @Test
    void whatAStrangerSays_isNotBelieved() {
        assertThat(proxies.clientOf("203.0.113.9", List.of("1.2.3.4"))).isEqualTo("203.0.113.9");
        assertThat(new TrustedProxies(List.of()).clientOf("10.0.0.1", List.of("1.2.3.4")))
                .isEqualTo("10.0.0.1");
    }

    @Test
    void theLastAddressThatIsNoProxys_isTheClients() {
        assertThat(proxies.clientOf("10.0.0.1", List.of("203.0.113.9"))).isEqualTo("203.0.113.9");
        assertThat(proxies.clientOf("10.0.0.1", List.of("6.6.6.6, 203.0.113.9, 192.168.1.7")))
                .isEqualTo("203.0.113.9");
        assertThat(proxies.clientOf("::1", List.of("6.6.6.6", "2001:db8::1"))).isEqualTo("2001:db8::1");
        assertThat(proxies.clientOf("10.0.0.1", List.of())).isEqualTo("10.0.0.1");
    }

    @Test
    void whatIsNoAddress_isNotBelieved() {
        for (String forged : List.of("localhost", "unknown", "", "203.0.113.9:5000", "a.b", "\u0661.2.3.4")) {
            assertThat(proxies.clientOf("10.0.0.1", List.of(forged))).as(forged).isEqualTo("10.0.0.1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.com", "10.0.0.0/33", "10.0.0.0/x", "", "::1/129"})
    void otherNetworks_areRefusedByName(String network) {
        assertThatThrownBy(() -> new TrustedProxies(List.of(network)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + network + "' is neither an address nor a network");
    }
}
