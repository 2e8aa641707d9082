package yecai.hub.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yecai.sql.connection.Network;

final class TargetAddressTest {
    private static TargetAddress to(String... addresses) {
        return allowing(List.of(), addresses);
    }

    private static TargetAddress allowing(List<String> networks, String... addresses) {
        return new TargetAddress(networks.stream().map(Network::parse).toList(), host -> resolve(addresses));
    }

    private static InetAddress[] resolve(String... addresses) throws UnknownHostException {
        InetAddress[] resolved = new InetAddress[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            resolved[i] = InetAddress.getByName(addresses[i]);
        }
        return resolved;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "198.18.0.1",
                "192.0.0.8",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "2001::1",
                "2001:db8::1"
            })
    void addressesInside_areRefused(String address) {
        assertThatThrownBy(() -> to(address).check(URI.create("https://events.example.com/")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("private or special");
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "8.8.8.8", "172.32.0.1", "192.169.0.1", "100.128.0.1", "2606:4700::1111"})
    void addressesOutside_arePassed_asTheyWereLookedAt(String address) throws IOException {
        assertThat(to(address).check(URI.create("https://events.example.com/")))
                .isEqualTo(InetAddress.getByName(address));
    }

    @Test
    void aName_ofWhichOneAddressIsInside_isRefused() {
        assertThatThrownBy(() -> to("8.8.8.8", "10.0.0.1").check(URI.create("https://events.example.com/")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void withoutTls_onlyAllowedNetworksAreSentTo() throws IOException {
        assertThatThrownBy(() -> to("8.8.8.8").check(URI.create("http://events.example.com/")))
                .hasMessageContaining("use https");
        assertThat(allowing(List.of("10.0.0.0/8"), "10.0.0.1").check(URI.create("http://inside/")))
                .isEqualTo(InetAddress.getByName("10.0.0.1"));
        assertThatThrownBy(() -> allowing(List.of("10.0.0.0/8"), "192.168.0.1").check(URI.create("https://inside/")))
                .hasMessageContaining("private or special");
    }

    @Test
    void otherSchemes_andUserNames_areRefused() {
        assertThatThrownBy(() -> to("8.8.8.8").check(URI.create("ftp://example.com/")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> to("8.8.8.8").check(URI.create("https://user@example.com/")))
                .isInstanceOf(IOException.class);
    }
}
