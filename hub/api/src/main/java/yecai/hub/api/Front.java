package yecai.hub.api;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What clients see of the API, and through whom they reach it.
 *
 * @param publicUrl scheme, host and port that OData's links begin with; port 0 means the address that the API listens on.
 *     Without it links are relative
 * @param trustedProxies addresses and networks, such as 10.0.0.0/8, whose X-Forwarded-For is believed
 * @param isProxyProtocol whether these begin their connections with the PROXY protocol's header, and are believed in that too
 */
public record Front(Optional<URI> publicUrl, List<String> trustedProxies, boolean isProxyProtocol) {
    public Front {
        requireNonNull(publicUrl, "publicUrl is null");
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** Nothing is known of what stands before the API. */
    public static Front none() {
        return new Front(Optional.empty(), List.of(), false);
    }
}
