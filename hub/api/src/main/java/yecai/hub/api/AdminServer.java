package yecai.hub.api;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import yecai.hub.problem.ProblemException;

/** Health and metrics, on a port that only operators reach. */
final class AdminServer implements AutoCloseable {
    private static final int THREADS = 12;

    private final ApiSettings settings;
    private final Javalin javalin;

    AdminServer(ApiSettings settings, PrometheusMeterRegistry metrics, Runnable requireReady) {
        this.settings = settings;
        javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.jetty.threadPool = new QueuedThreadPool(THREADS, 2);
            config.jetty.host = settings.adminHost();
            config.jetty.port = settings.adminPort();
            config.routes.get("/health/live", http -> http.result("live\n"));
            config.routes.get("/health/ready", http -> ready(http, requireReady));
            config.routes.get(
                    "/metrics",
                    http -> http.contentType("text/plain; version=0.0.4; charset=utf-8")
                            .result(metrics.scrape()));
        });
    }

    private static void ready(Context http, Runnable requireReady) {
        try {
            requireReady.run();
            http.result("ready\n");
        } catch (ProblemException problem) {
            http.status(503).result("not ready: " + problem.code().slug() + "\n");
        }
    }

    void start() {
        javalin.start();
    }

    String url() {
        return "http://" + settings.adminHost() + ":" + javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
