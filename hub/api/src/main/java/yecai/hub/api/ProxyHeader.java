package yecai.hub.api;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ProxyConnectionFactory;
import yecai.hub.api.request.TrustedProxies;

/**
 * Reads the PROXY protocol's header, of version 1 or 2, with which a load balancer begins a connection to tell the client's
 * address. Only trusted proxies are asked for one: from anybody else it is what it looks like, a request that is no HTTP. A
 * connection of a proxy without a header, such as a check of its own, has the proxy's address.
 */
final class ProxyHeader extends ProxyConnectionFactory {
    private final TrustedProxies proxies;

    ProxyHeader(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        return isFromProxy(endPoint.getRemoteSocketAddress())
                ? super.newConnection(connector, endPoint)
                : connector.getConnectionFactory(findNextProtocol(connector)).newConnection(connector, endPoint);
    }

    private boolean isFromProxy(SocketAddress peer) {
        return peer instanceof InetSocketAddress address
                && proxies.isTrusted(address.getAddress().getHostAddress());
    }
}
