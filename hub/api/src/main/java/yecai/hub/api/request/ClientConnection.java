package yecai.hub.api.request;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection that a request came by. */
public record ClientConnection(EndPoint endPoint) {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

    /** Returns the connection of a request. */
    public static ClientConnection of(RequestContext context) {
        return new ClientConnection(
                ServletContextRequest.getServletContextRequest(context.http().req())
                        .getConnectionMetaData()
                        .getConnection()
                        .getEndPoint());
    }

    /** Returns the socket; empty where there is none, as in a test of Jetty's. */
    public Optional<SocketChannel> findSocket() {
        return endPoint.getTransport() instanceof SocketChannel socket ? Optional.of(socket) : Optional.empty();
    }

    /** Resets the connection: what the client has not received yet is lost, and it cannot take a part for the whole. */
    public void abort() {
        EndPoint wire = endPoint;
        while (wire instanceof EndPoint.Wrapper wrapper) {
            wire = wrapper.unwrap();
        }
        try {
            if (findSocket().isPresent()) {
                findSocket().get().setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException | UnsupportedOperationException closed) {
            LOG.debug("the connection had ended", closed);
        }
        wire.close(new IOException("the answer was cut off"));
    }
}
