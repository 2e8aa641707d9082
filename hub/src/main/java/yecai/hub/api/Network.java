package yecai.hub.api;

import java.util.Optional;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * How Jetty listens. Everything that a stranger can fill is bounded: the address and the headers, the time a connection
 * may be idle, the queue of connections. Headers of proxies are not believed.
 */
final class Network {
    private static final int HEADER_BYTES = 16 << 10;
    private static final int OUTPUT_BYTES = 32 << 10;
    private static final int ACCEPT_QUEUE = 1_024;

    private Network() {}

    static ServerConnector connector(Server server, HttpConfiguration http, ApiSettings settings) {
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setOutputBufferSize(OUTPUT_BYTES);
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setIdleTimeout(settings.limits().idle().toMillis());
        ServerConnector connector = settings.tls()
                .map(tls -> secure(server, http, tls))
                .orElseGet(() -> new ServerConnector(server, 1, 1, new HttpConnectionFactory(http)));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.limits().idle().toMillis());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        return connector;
    }

    private static ServerConnector secure(Server server, HttpConfiguration http, ApiSettings.Tls tls) {
        http.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setKeyStorePath(tls.keyStore().toString());
        ssl.setKeyStorePassword(tls.password());
        ssl.setKeyStoreType("PKCS12");
        ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        Optional.of(tls).flatMap(ApiSettings.Tls::clientTrustStore).ifPresent(store -> {
            ssl.setTrustStorePath(store.toString());
            ssl.setTrustStorePassword(tls.password());
            ssl.setTrustStoreType("PKCS12");
            ssl.setWantClientAuth(true);
        });
        return new ServerConnector(
                server, 1, 1, new SslConnectionFactory(ssl, "http/1.1"), new HttpConnectionFactory(http));
    }
}
