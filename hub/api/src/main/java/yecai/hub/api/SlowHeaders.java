package yecai.hub.api;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections that send a request so slowly that it would never be complete: to Jetty a byte from time to time is not
 * idle.
 */
final class SlowHeaders extends AbstractLifeCycle implements Connection.Listener {
    private static final Duration CHECK = Duration.ofSeconds(1);

    /**
     * What a connection had received when it was looked at.
     *
     * @param partSince when bytes were first seen that no request has come of; 0 if there are none
     */
    private record Received(long requests, long bytes, long partSince) {}

    private final Connector connector;
    private final long mostNanos;
    private final Map<Connection, Received> connections = new ConcurrentHashMap<>();
    private volatile Scheduler.Task next;

    SlowHeaders(Connector connector, Duration most) {
        this.connector = connector;
        this.mostNanos = most.toNanos();
    }

    @Override
    public void onOpened(Connection connection) {
        if (!(connection instanceof SslConnection)) {
            connections.put(connection, new Received(0, 0, 0));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        connections.remove(connection);
    }

    @Override
    protected void doStart() {
        plan();
    }

    @Override
    protected void doStop() {
        if (next != null) {
            next.cancel();
        }
    }

    private void plan() {
        next = connector
                .getScheduler()
                .schedule(this::check, CHECK.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
    }

    private void check() {
        long now = System.nanoTime();
        connections.replaceAll((connection, before) -> look(connection, before, now));
        connections.forEach((connection, seen) -> {
            if (seen.partSince() != 0 && now - seen.partSince() > mostNanos) {
                connection.getEndPoint().close(new IOException("the request did not become complete"));
            }
        });
        if (isStarting() || isStarted()) {
            plan();
        }
    }

    /** Whether the bytes of HTTP/2 may be about answers that are under way, such as room for more of them. */
    private static boolean isAnswering(Connection connection) {
        return connection instanceof HTTP2Connection http2
                && !http2.getSession().getStreams().isEmpty();
    }

    private static Received look(Connection connection, Received before, long now) {
        long requests = connection.getMessagesIn();
        long bytes = connection.getBytesIn();
        if (requests != before.requests() || isAnswering(connection)) {
            return new Received(requests, bytes, 0);
        }
        return bytes == before.bytes() || before.partSince() != 0 ? before : new Received(requests, bytes, now);
    }
}
