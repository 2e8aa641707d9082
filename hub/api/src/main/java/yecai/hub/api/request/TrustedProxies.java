package yecai.hub.api.request;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import yecai.sql.connection.Network;

/**
 * Tells the client's address behind proxies. What X-Forwarded-For says is believed only as far as it comes from trusted ones:
 * the last address that is none of theirs is the client's, whatever the client has written before it.
 */
public final class TrustedProxies {
    private final List<Network> networks;

    /**
     * Reads the networks.
     *
     * @throws IllegalArgumentException that names the one that is neither an address nor a network
     */
    public TrustedProxies(List<String> networks) {
        this.networks = networks.stream().map(Network::parse).toList();
    }

    /** Returns the client's address. */
    public String clientOf(Context http) {
        return clientOf(http.req().getRemoteAddr(), Collections.list(http.req().getHeaders("X-Forwarded-For")));
    }

    String clientOf(String connection, List<String> headers) {
        String client = connection;
        List<String> hops = new ArrayList<>();
        headers.forEach(header -> hops.addAll(List.of(header.split(",", -1))));
        for (int at = hops.size() - 1; at >= 0 && isTrusted(client); at--) {
            String before = hops.get(at).strip();
            if (Network.findAddress(before).isEmpty()) {
                return client;
            }
            client = before;
        }
        return client;
    }

    /** Whether an address is one of a trusted proxy. */
    public boolean isTrusted(String address) {
        return !networks.isEmpty()
                && Network.findAddress(address).stream()
                        .anyMatch(client -> networks.stream().anyMatch(network -> network.contains(client)));
    }
}
