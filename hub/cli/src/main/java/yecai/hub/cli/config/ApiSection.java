package yecai.hub.cli.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code api:}.
 *
 * @param connections to the hub, for reads
 * @param requestsPerSecond of one principal
 * @param remembered how long a sign-in is remembered: the longest time from a revoke to its effect
 * @param catalogue how long a principal's catalogue is remembered
 * @param paging how reads of several pages are held together
 * @param front what clients see of the API, and through whom they reach it
 * @param events how events are delivered
 * @param console the pages for people
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
        Optional<Oidc> oidc,
        Paging paging,
        Front front,
        Events events,
        ConsoleSection console) {
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
        requireNonNull(paging, "paging is null");
        requireNonNull(front, "front is null");
        requireNonNull(events, "events is null");
        requireNonNull(console, "console is null");
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
                Optional.empty(),
                Paging.DEFAULT,
                Front.NONE,
                Events.NONE,
                ConsoleSection.DEFAULT);
    }

    /**
     * How reads of several pages are held together.
     *
     * @param reads that can be held at the same time
     * @param time from a page to the next one
     */
    public record Paging(int reads, Duration time) {
        public static final Paging DEFAULT = new Paging(10, Duration.ofMinutes(2));

        public Paging {
            requireNonNull(time, "time is null");
        }
    }

    /**
     * What clients see of the API, and through whom they reach it.
     *
     * @param trustedProxies addresses and networks
     * @param isProxyProtocol whether these tell the client's address in the PROXY protocol's header
     */
    public record Front(Optional<URI> publicUrl, List<String> trustedProxies, boolean isProxyProtocol) {
        public static final Front NONE = new Front(Optional.empty(), List.of(), false);

        public Front {
            requireNonNull(publicUrl, "publicUrl is null");
            trustedProxies = List.copyOf(trustedProxies);
        }
    }

    /**
     * How events are delivered.
     *
     * @param key of which the keys of webhooks are made
     * @param allowed private networks that webhooks may be sent to
     */
    public record Events(Optional<Secret> key, List<String> allowed) {
        public static final Events NONE = new Events(Optional.empty(), List.of());

        public Events {
            requireNonNull(key, "key is null");
            allowed = List.copyOf(allowed);
        }
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
    public record Oidc(String issuer, String audience, URI keys, String claim, Duration longest) {
        public static final Duration DEFAULT_LONGEST = Duration.ofHours(24);

        public Oidc {
            requireNonNull(issuer, "issuer is null");
            requireNonNull(audience, "audience is null");
            requireNonNull(keys, "keys is null");
            requireNonNull(claim, "claim is null");
            requireNonNull(longest, "longest is null");
        }
    }
}
