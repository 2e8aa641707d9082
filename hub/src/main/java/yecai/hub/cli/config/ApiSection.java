package yecai.hub.cli.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The section {@code api:}.
 *
 * @param connections to the hub, for reads
 * @param requestsPerSecond of one principal
 * @param remembered how long a sign-in is remembered: the longest time from a revoke to its effect
 * @param catalogue how long a principal's catalogue is remembered
 * @param answerMegabytes memory for answers that are used again while nothing has changed
 */
public record ApiSection(
        Address listen,
        Address admin,
        int connections,
        int requestsPerSecond,
        Duration remembered,
        Duration catalogue,
        int answerMegabytes,
        Optional<Tls> tls,
        Optional<Oidc> oidc) {
    public static final Address DEFAULT_LISTEN = new Address("127.0.0.1", 8484);
    public static final Address DEFAULT_ADMIN = new Address("127.0.0.1", 8485);
    public static final int DEFAULT_CONNECTIONS = 10;
    public static final int DEFAULT_REQUESTS_PER_SECOND = 50;
    public static final Duration DEFAULT_REMEMBERED = Duration.ofSeconds(5);
    public static final Duration DEFAULT_CATALOGUE = Duration.ofSeconds(60);
    public static final int DEFAULT_ANSWER_MEGABYTES = 32;

    public ApiSection {
        requireNonNull(listen, "listen is null");
        requireNonNull(admin, "admin is null");
        requireNonNull(remembered, "remembered is null");
        requireNonNull(catalogue, "catalogue is null");
        requireNonNull(tls, "tls is null");
        requireNonNull(oidc, "oidc is null");
    }

    static ApiSection defaults() {
        return new ApiSection(
                DEFAULT_LISTEN,
                DEFAULT_ADMIN,
                DEFAULT_CONNECTIONS,
                DEFAULT_REQUESTS_PER_SECOND,
                DEFAULT_REMEMBERED,
                DEFAULT_CATALOGUE,
                DEFAULT_ANSWER_MEGABYTES,
                Optional.empty(),
                Optional.empty());
    }

    /** Where to listen. */
    public record Address(String host, int port) {
        public Address {
            requireNonNull(host, "host is null");
        }
    }

    /** The server's certificate in a PKCS #12 file, and the authorities of clients' certificates. */
    public record Tls(Path keyStore, Secret password, Optional<Path> clientAuthorities) {
        public Tls {
            requireNonNull(keyStore, "keyStore is null");
            requireNonNull(password, "password is null");
            requireNonNull(clientAuthorities, "clientAuthorities is null");
        }
    }

    /** An identity provider. */
    public record Oidc(String issuer, String audience, URI keys, String claim) {
        public Oidc {
            requireNonNull(issuer, "issuer is null");
            requireNonNull(audience, "audience is null");
            requireNonNull(keys, "keys is null");
            requireNonNull(claim, "claim is null");
        }
    }
}
