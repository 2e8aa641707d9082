package yecai.hub.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.Session;

/**
 * Cancels the queries of clients that hung up before the first row was there. While rows are written the failing write
 * tells; before that only a look at the socket does: a client that waits for its answer sends nothing, so what can be read
 * is the end of the connection. Should a byte come instead (a client that sends its next request early), the connection is
 * closed after this answer, and the client repeats what was not answered, as HTTP has it. Under TLS the bytes belong to
 * TLS and are left alone: there the statement timeout is the bound.
 */
final class VanishedClients implements AutoCloseable {
    /** Being watched; closed when the query is over. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    private record Watched(Exchange exchange, Session session, AnswerStream out, SocketChannel socket, long since) {}

    private static final Logger LOG = LoggerFactory.getLogger(VanishedClients.class);
    private static final long LOOK_MILLIS = 250;

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "yecai-vanished-clients");
        thread.setDaemon(true);
        return thread;
    });

    VanishedClients() {
        looker.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    Watch watch(Exchange exchange, Session session, AnswerStream out) {
        EndPoint endPoint = ServletContextRequest.getServletContextRequest(
                        exchange.http().req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        if (exchange.http().req().isSecure() || !(endPoint.getTransport() instanceof SocketChannel socket)) {
            return () -> {};
        }
        Watched one = new Watched(exchange, session, out, socket, System.nanoTime());
        watched.add(one);
        return () -> {
            synchronized (one) {
                watched.remove(one);
            }
        };
    }

    private void look() {
        for (Watched one : List.copyOf(watched)) {
            if (System.nanoTime() - one.since() < TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)) {
                continue;
            }
            try {
                synchronized (one) {
                    if (watched.contains(one) && !one.out().hasBegun() && hasHungUp(one)) {
                        watched.remove(one);
                        LOG.info(
                                "a client hung up; its query is cancelled: {}",
                                one.exchange().correlation());
                        one.session().cancel();
                    }
                }
            } catch (ProblemException | IllegalStateException problem) {
                LOG.warn("a query could not be cancelled: {}", problem.getMessage());
            }
        }
    }

    private boolean hasHungUp(Watched one) {
        try {
            int read = one.socket().read(ByteBuffer.allocate(1));
            if (read > 0) {
                watched.remove(one);
                one.exchange().http().header("Connection", "close");
            }
            return read < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() {
        looker.shutdownNow();
    }
}
