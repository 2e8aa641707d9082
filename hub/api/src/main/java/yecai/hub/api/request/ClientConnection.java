package yecai.hub.api.request;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that a request came by.
 *
 * @param isShared whether it is one of HTTP/2, by which other requests may be under way
 * @param stream the request's own part of a shared connection; empty where it is over, as it is once it was reset
 */
public record ClientConnection(EndPoint endPoint, boolean isShared, Optional<Stream> stream) {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

    /** Returns the connection of a request. */
    public static ClientConnection of(RequestContext context) {
        ServletContextRequest request =
                ServletContextRequest.getServletContextRequest(context.http().req());
        Connection connection = request.getConnectionMetaData().getConnection();
        return new ClientConnection(
                connection.getEndPoint(),
                connection instanceof HTTP2Connection,
                connection instanceof HTTP2Connection http2
                        ? Optional.ofNullable(http2.getSession().getStream(Integer.parseInt(request.getId())))
                        : Optional.empty());
    }

    /** Returns the socket; empty where there is none, as in a test of Jetty's. */
    public Optional<SocketChannel> findSocket() {
        return endPoint.getTransport() instanceof SocketChannel socket ? Optional.of(socket) : Optional.empty();
    }

    /**
     * Resets the connection, or the request's part of it: what the client has not received yet is lost, and it cannot take a
     * part for the whole.
     */
    public void abort() {
        if (isShared) {
            stream.ifPresent(
                    part -> part.reset(new ResetFrame(part.getId(), ErrorCode.INTERNAL_ERROR.code), Callback.NOOP));
            return;
        }
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
