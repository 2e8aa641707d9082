package yecai.hub.api;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import yecai.hub.api.signin.OidcSettings;
import yecai.hub.event.EventSettings;

/**
 * How the API is served.
 *
 * @param host address to listen on
 * @param port 0 for any that is free
 * @param adminHost address of health and metrics; keep it where only operators reach it
 * @param tls empty for plain HTTP, which is for localhost or behind a proxy that ends TLS
 * @param oidc empty without an identity provider
 * @param caches what may be remembered, and for how long
 * @param limits what one caller may take
 * @param isAccessLogged whether each request is a line in the log
 * @param front what clients see of the API, and through whom they reach it
 * @param events how events are delivered
 */
public record ApiSettings(
        String host,
        int port,
        String adminHost,
        int adminPort,
        Optional<Tls> tls,
        Optional<OidcSettings> oidc,
        Caches caches,
        Limits limits,
        boolean isAccessLogged,
        Front front,
        EventSettings events) {
    public ApiSettings {
        requireNonNull(host, "host is null");
        requireNonNull(adminHost, "adminHost is null");
        requireNonNull(tls, "tls is null");
        requireNonNull(oidc, "oidc is null");
        requireNonNull(caches, "caches is null");
        requireNonNull(limits, "limits is null");
        requireNonNull(front, "front is null");
        requireNonNull(events, "events is null");
    }

    /** On any free ports of localhost, with the usual caches and limits. */
    public static ApiSettings local() {
        return new ApiSettings(
                "127.0.0.1",
                0,
                "127.0.0.1",
                0,
                Optional.empty(),
                Optional.empty(),
                Caches.usual(),
                Limits.usual(),
                true,
                new Front(Optional.of(URI.create("http://127.0.0.1:0")), List.of(), false),
                EventSettings.withoutWebhooks());
    }

    public ApiSettings withPort(int newPort) {
        return new ApiSettings(
                host, newPort, adminHost, adminPort, tls, oidc, caches, limits, isAccessLogged, front, events);
    }

    public ApiSettings withTls(Tls newTls) {
        return new ApiSettings(
                host,
                port,
                adminHost,
                adminPort,
                Optional.of(newTls),
                oidc,
                caches,
                limits,
                isAccessLogged,
                front,
                events);
    }

    public ApiSettings withOidc(OidcSettings newOidc) {
        return new ApiSettings(
                host,
                port,
                adminHost,
                adminPort,
                tls,
                Optional.of(newOidc),
                caches,
                limits,
                isAccessLogged,
                front,
                events);
    }

    public ApiSettings withCaches(Caches newCaches) {
        return new ApiSettings(
                host, port, adminHost, adminPort, tls, oidc, newCaches, limits, isAccessLogged, front, events);
    }

    public ApiSettings withLimits(Limits newLimits) {
        return new ApiSettings(
                host, port, adminHost, adminPort, tls, oidc, caches, newLimits, isAccessLogged, front, events);
    }

    public ApiSettings withoutAccessLog() {
        return new ApiSettings(host, port, adminHost, adminPort, tls, oidc, caches, limits, false, front, events);
    }

    public ApiSettings withFront(Front newFront) {
        return new ApiSettings(
                host, port, adminHost, adminPort, tls, oidc, caches, limits, isAccessLogged, newFront, events);
    }

    public ApiSettings withEvents(EventSettings newEvents) {
        return new ApiSettings(
                host, port, adminHost, adminPort, tls, oidc, caches, limits, isAccessLogged, front, newEvents);
    }

    /**
     * The server's certificate and, for mutual TLS, whose clients' certificates are accepted.
     *
     * @param keyStore PKCS #12
     * @param clientTrustStore PKCS #12 with the authorities of client certificates
     */
    public record Tls(Path keyStore, String password, Optional<Path> clientTrustStore) {
        public Tls {
            requireNonNull(keyStore, "keyStore is null");
            requireNonNull(password, "password is null");
            requireNonNull(clientTrustStore, "clientTrustStore is null");
        }

        @Override
        public String toString() {
            return "Tls[keyStore=" + keyStore + "]";
        }
    }

    /**
     * Times of zero and sizes of zero switch a cache off.
     *
     * @param signIn how long a token's owner is remembered: the longest time from a revoke to its effect
     * @param catalogue how long the list of a principal's datasets is remembered
     * @param resultBytes memory for answers, which are used again while no source has moved
     */
    public record Caches(Duration signIn, Duration catalogue, long resultBytes) {
        public Caches {
            requireNonNull(signIn, "signIn is null");
            requireNonNull(catalogue, "catalogue is null");
        }

        public static Caches usual() {
            return new Caches(Duration.ofSeconds(5), Duration.ofMinutes(1), 32L << 20);
        }

        public static Caches off() {
            return new Caches(Duration.ZERO, Duration.ZERO, 0);
        }
    }

    /**
     * What one caller may take.
     *
     * @param requestsPerSecond of one principal, in the long run
     * @param burst requests of one principal at once
     * @param exports exports at the same time in this process
     * @param idle how long a client may neither read nor write
     */
    public record Limits(double requestsPerSecond, int burst, int exports, Duration idle) {
        public Limits {
            requireNonNull(idle, "idle is null");
        }

        public static Limits usual() {
            return new Limits(50, 200, 4, Duration.ofSeconds(30));
        }
    }
}
