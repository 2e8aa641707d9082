package yecai.hub.api;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.SessionSettings;
import yecai.hub.session.Sessions;
import yecai.sql.YecaiException;

/** Serves the API, OData and, on a port of its own, health and metrics. */
public final class ApiServer implements AutoCloseable {
    private static final int THREADS = 200;
    private static final long KEY_FETCH_MILLIS = 30_000;
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final ApiSettings settings;
    private final Clock clock = Clock.systemUTC();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Sessions sessions;
    private final SignIn signIn;
    private final RateLimit rateLimit;
    private final AccessJournal journal;
    private final VanishedClients vanished = new VanishedClients();
    private final AccessLog log = new AccessLog(clock);
    private final Map<Integer, Timer> timers = new ConcurrentHashMap<>();
    private final List<Route> routes = new ArrayList<>();
    private final Javalin api;
    private final AdminServer admin;

    private ApiServer(ApiSettings settings, SessionSettings hub) {
        this.settings = settings;
        sessions = Sessions.open(hub, metrics);
        signIn = new SignIn(
                sessions.signInLookup(),
                settings.oidc().map(oidc -> new JwtVerifier(oidc, KEY_FETCH_MILLIS)),
                new Lockout(clock),
                settings.caches().signIn(),
                clock);
        rateLimit = new RateLimit(settings.limits(), System::nanoTime);
        journal = new AccessJournal(sessions.accessRecorder());
        Exports exports = new Exports(settings.limits().exports());
        Reading reading = new Reading(
                sessions,
                new Catalogues(settings.caches().catalogue()),
                new Freshness(sessions.signInLookup(), clock),
                new Results(settings.caches().resultBytes()),
                journal,
                exports,
                vanished,
                clock);
        routes.addAll(new DatasetRoutes(reading).list());
        routes.addAll(new OdataRoutes(reading).list());
        routes.addAll(new DocumentRoutes(() -> routes).list());
        metrics.gauge("yecai.api.journal.waiting", journal, AccessJournal::waiting);
        metrics.gauge("yecai.api.exports.running", exports, Exports::running);
        api = Javalin.create(this::configure);
        admin = new AdminServer(settings, metrics, sessions::requireReady);
    }

    /**
     * Starts to serve.
     *
     * @throws YecaiException if the hub cannot be reached or a port cannot be listened on
     */
    public static ApiServer start(ApiSettings settings, SessionSettings hub) {
        ApiServer server = new ApiServer(settings, hub);
        try {
            server.api.start();
            server.admin.start();
            return server;
        } catch (RuntimeException problem) {
            server.close();
            throw new YecaiException(
                    YecaiException.Kind.CONFIG,
                    "the API cannot listen on " + settings.host() + ":" + settings.port() + " or "
                            + settings.adminHost()
                            + ":" + settings.adminPort() + ": " + problem.getMessage()
                            + "; check that the ports are free and the certificate can be read",
                    problem);
        }
    }

    /** Returns the address without a path. */
    public String url() {
        return (settings.tls().isPresent() ? "https" : "http") + "://" + settings.host() + ":" + api.port();
    }

    /** Returns the address of health and metrics. */
    public String adminUrl() {
        return admin.url();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.generateEtags = false;
        config.http.prefer405over404 = true;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("yecai-api");
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new JettyProblems());
            server.setStopTimeout(GRACE.toMillis());
        });
        config.jetty.addConnector((server, http) -> Network.connector(server, http, settings));
        config.requestLogger.http(this::ended);
        config.routes.before(this::begin);
        config.routes.exception(Exception.class, Problems::answer);
        config.routes.exception(HttpResponseException.class, Problems::answer);
        SwaggerUi.serve(config);
        for (Route route : routes) {
            config.routes.addEndpoint(new Endpoint(HandlerType.GET, route.path(), http -> handle(route, http)));
            // Without it HEAD would be answered for everybody, with headers that GET does not have.
            config.routes.addEndpoint(new Endpoint(HandlerType.HEAD, route.path(), http -> handle(route, http)));
        }
    }

    private void begin(Context http) {
        Exchange.of(http);
        http.header("X-Content-Type-Options", "nosniff");
        http.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        if (http.req().getContentLengthLong() > 0 || http.header("Transfer-Encoding") != null) {
            http.header("Connection", "close");
            throw new ProblemException(ProblemCode.BODY_NOT_ALLOWED, "Send GET requests without a body.");
        }
    }

    private void handle(Route route, Context http) throws Exception {
        if (route.access() == Route.Access.CALLERS) {
            Exchange exchange = Exchange.of(http);
            Caller caller =
                    signIn.signIn(http.header("Authorization"), http.req().getRemoteAddr(), certificateSubject(http));
            exchange.setCaller(caller);
            rateLimit.take(caller.principal());
        }
        route.handler().handle(http);
    }

    private static Optional<String> certificateSubject(Context http) {
        Object chain = http.req().getAttribute("jakarta.servlet.request.X509Certificate");
        return chain instanceof X509Certificate[] certificates && certificates.length > 0
                ? Optional.of(certificates[0].getSubjectX500Principal().getName())
                : Optional.empty();
    }

    private void ended(Context http, Float millis) {
        if (settings.isAccessLogged()) {
            log.write(http, millis);
        }
        timers.computeIfAbsent(http.statusCode(), this::timer)
                .record(Math.round(millis * 1_000), TimeUnit.MICROSECONDS);
    }

    private Timer timer(int status) {
        return Timer.builder("yecai.api.requests")
                .tag("status", Integer.toString(status))
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
    }

    /** Forgets who has signed in, as after a revoke. */
    public void forgetCallers() {
        signIn.forget();
    }

    /** Lets running requests end, for a while; what was read is recorded before this returns. */
    @Override
    public void close() {
        api.stop();
        admin.close();
        vanished.close();
        journal.close();
        sessions.close();
    }
}
