package yecai.hub.api.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.hub.api.request.ClientConnection;
import yecai.hub.api.request.RequestContext;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.Session;

/**
 * Cancels the queries of clients that disconnect before the first row is sent. Once rows are written, a failing write shows
 * the disconnect; before that only the socket does: a client that waits for its answer sends nothing, so what can be read
 * is the end of the connection. If a byte comes instead (a client that sends its next request early), the connection is
 * closed after this answer, and the client repeats the request that was not answered, as HTTP specifies. Under TLS the bytes
 * belong to TLS and are not read: there the statement timeout is the limit.
 */
public final class DisconnectWatch implements AutoCloseable {
    /** Being watched; closed when the query is over. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    private record Watched(
            RequestContext context, Session session, AnswerStream out, SocketChannel socket, long since) {}

    private static final Logger LOG = LoggerFactory.getLogger(DisconnectWatch.class);
    private static final long CHECK_MILLIS = 250;

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService checker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "yecai-disconnect-watch");
        thread.setDaemon(true);
        return thread;
    });

    public DisconnectWatch() {
        checker.scheduleWithFixedDelay(this::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    Watch watch(RequestContext context, Session session, AnswerStream out) {
        Optional<SocketChannel> socket = ClientConnection.of(context).findSocket();
        if (context.http().req().isSecure() || socket.isEmpty()) {
            return () -> {};
        }
        Watched one = new Watched(context, session, out, socket.get(), System.nanoTime());
        watched.add(one);
        return () -> {
            synchronized (one) {
                watched.remove(one);
            }
        };
    }

    private void check() {
        for (Watched one : List.copyOf(watched)) {
            if (System.nanoTime() - one.since() < TimeUnit.MILLISECONDS.toNanos(CHECK_MILLIS)) {
                continue;
            }
            try {
                synchronized (one) {
                    if (watched.contains(one) && !one.out().hasBegun() && isDisconnected(one)) {
                        watched.remove(one);
                        LOG.info(
                                "the client of request {} disconnected; its query is cancelled",
                                one.context().correlation());
                        one.session().cancel();
                    }
                }
            } catch (ProblemException | IllegalStateException problem) {
                LOG.warn("a query could not be cancelled: {}", problem.getMessage());
            }
        }
    }

    private boolean isDisconnected(Watched one) {
        try {
            int read = one.socket().read(ByteBuffer.allocate(1));
            if (read > 0) {
                watched.remove(one);
                one.context().http().header("Connection", "close");
            }
            return read < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() {
        checker.shutdownNow();
    }
}
