package yecai.hub.api;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import yecai.sql.error.YecaiException;

/** Health and metrics, on a port that only operators reach: of the API, and of a capture. */
public final class AdminServer implements AutoCloseable {
    private static final int THREADS = 12;

    private final String host;
    private final int port;
    private final Javalin javalin;

    /**
     * Prepares a server that does not listen yet.
     *
     * @param port 0 for any free one
     * @param metrics in the text format of Prometheus
     * @param unready why the process cannot do its work now, in a line; empty when it can
     */
    public AdminServer(String host, int port, Supplier<String> metrics, Supplier<Optional<String>> unready) {
        this.host = host;
        this.port = port;
        javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.jetty.threadPool = new QueuedThreadPool(THREADS, 2);
            config.jetty.host = host;
            config.jetty.port = port;
            config.routes.get("/health/live", http -> http.result("live\n"));
            config.routes.get("/health/ready", http -> ready(http, unready.get()));
            config.routes.get(
                    "/metrics",
                    http -> http.contentType("text/plain; version=0.0.4; charset=utf-8")
                            .result(metrics.get()));
        });
    }

    private static void ready(Context http, Optional<String> reason) {
        if (reason.isPresent()) {
            http.status(503).result("not ready: " + reason.get() + "\n");
        } else {
            http.result("ready\n");
        }
    }

    /**
     * Starts to listen.
     *
     * @throws YecaiException of kind CONFIG if the port cannot be listened on
     */
    public void start() {
        try {
            javalin.start();
        } catch (RuntimeException problem) {
            throw new YecaiException(
                    YecaiException.Kind.CONFIG,
                    "health and metrics cannot listen on " + host + ":" + port + ": " + problem.getMessage()
                            + "; name an address of this machine and a free port",
                    problem);
        }
    }

    /** Returns the address without a path. */
    public String url() {
        return "http://" + host + ":" + javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
