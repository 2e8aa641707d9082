package yecai.hub.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.http2.WindowRateControl;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import yecai.hub.api.request.TrustedProxies;

/**
 * How Jetty listens. Everything that a client can exhaust is bounded: the address and the headers, the time a connection
 * may be idle, the queue of connections.
 */
final class Network {
    private static final int HEADER_BYTES = 16 << 10;
    private static final int OUTPUT_BYTES = 32 << 10;
    private static final String OVERRIDE = "X-HTTP-Method-Override";
    /** Idle ones cost 4 KB each; beyond, new ones wait until others have ended, which idle and slow ones soon do. */
    private static final int MOST_CONNECTIONS = 16_000;

    private static final int ACCEPT_QUEUE = 1_024;
    private static final String HTTP_1 = "http/1.1";
    /** More at the same time than one principal gets places for. */
    private static final int STREAMS = 32;

    private static final int CONTROL_FRAMES_PER_SECOND = 50;

    private Network() {}

    static ServerConnector connector(
            Server server, HttpConfiguration http, ApiSettings settings, TrustedProxies proxies) {
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setOutputBufferSize(OUTPUT_BYTES);
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setIdleTimeout(settings.limits().idle().toMillis());
        http.addCustomizer(Network::withoutOverride);
        List<ConnectionFactory> layers = new ArrayList<>();
        if (settings.front().isProxyProtocol()) {
            layers.add(new ProxyHeader(proxies));
        }
        settings.tls().ifPresent(tls -> {
            layers.add(secure(http, tls));
            layers.add(agreement());
            layers.add(http2(http));
        });
        layers.add(new HttpConnectionFactory(http));
        ServerConnector connector = new ServerConnector(server, 1, 1, layers.toArray(ConnectionFactory[]::new));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.limits().idle().toMillis());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.addBean(new SlowHeaders(connector, settings.limits().idle()));
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
        return connector;
    }

    /** A request is what its first line says: no header makes it another method's, for the routes nor for the log. */
    private static Request withoutOverride(Request request, HttpFields.Mutable responseHeaders) {
        if (!request.getHeaders().contains(OVERRIDE)) {
            return request;
        }
        HttpFields headers =
                HttpFields.build(request.getHeaders()).remove(OVERRIDE).asImmutable();
        return new Request.Wrapper(request) {
            @Override
            public HttpFields getHeaders() {
                return headers;
            }
        };
    }

    private static SslConnectionFactory secure(HttpConfiguration http, ApiSettings.Tls tls) {
        SecureRequestCustomizer secure = new SecureRequestCustomizer(false);
        secure.setStsMaxAge(Duration.ofDays(365).toSeconds());
        http.addCustomizer(secure);
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setKeyStorePath(tls.keyStore().toString());
        ssl.setKeyStorePassword(tls.password());
        ssl.setKeyStoreType("PKCS12");
        ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        // Encrypted before it is authenticated; clients of the last ten years have better ones.
        ssl.addExcludeCipherSuites(".*_CBC_.*");
        ssl.setRenegotiationAllowed(false);
        Optional.of(tls).flatMap(ApiSettings.Tls::clientTrustStore).ifPresent(store -> {
            ssl.setTrustStorePath(store.toString());
            ssl.setTrustStorePassword(tls.password());
            ssl.setTrustStoreType("PKCS12");
            ssl.setWantClientAuth(true);
        });
        // Those that HTTP/2 allows come first, for clients that would begin with others.
        ssl.setCipherComparator(HTTP2Cipher.COMPARATOR);
        ssl.setUseCipherSuitesOrder(true);
        return new SslConnectionFactory(ssl, "alpn");
    }

    /** Client and server agree on HTTP/2 within the handshake; clients that say nothing of it speak HTTP/1.1. */
    private static ALPNServerConnectionFactory agreement() {
        ALPNServerConnectionFactory agreement = new ALPNServerConnectionFactory("h2", HTTP_1);
        agreement.setDefaultProtocol(HTTP_1);
        return agreement;
    }

    private static HTTP2ServerConnectionFactory http2(HttpConfiguration http) {
        HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http);
        http2.setMaxConcurrentStreams(STREAMS);
        // Settings, pings and resets that no request needs end the connection.
        http2.setRateControlFactory(new WindowRateControl.Factory(CONTROL_FRAMES_PER_SECOND));
        return http2;
    }
}
