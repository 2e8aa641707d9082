package yecai.hub.api;

import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import yecai.hub.api.document.FrontPage;
import yecai.hub.api.document.SwaggerUi;
import yecai.hub.api.limit.RateLimit;
import yecai.hub.api.manage.ManagementRoutes;
import yecai.hub.api.manage.Operators;
import yecai.hub.api.request.Compression;
import yecai.hub.api.request.JettyProblems;
import yecai.hub.api.request.Problems;
import yecai.hub.api.request.RequestContext;
import yecai.hub.api.request.TrustedProxies;
import yecai.hub.api.route.OdataRoutes;
import yecai.hub.api.route.Route;
import yecai.hub.api.signin.Caller;
import yecai.hub.api.signin.SignIn;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** Sets Javalin up with the routes; signs callers in and counts their requests before a route's handler runs. */
final class ApiEndpoints {
    private static final int THREADS = 200;
    private static final Pattern HALF_ENCODED = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    /** What a session says whose token has ended, or whose principal. */
    private static final Set<ProblemCode> CLAIM_NOT_TRUE =
            Set.of(ProblemCode.CREDENTIAL_NOT_ACCEPTED, ProblemCode.PRINCIPAL_NOT_USABLE);

    private static final Duration GRACE = Duration.ofSeconds(15);

    private final ApiSettings settings;
    private final List<String> extensions;
    private final List<Route> routes;
    private final SignIn signIn;
    private final Operators operators;
    private final TrustedProxies proxies;
    private final RateLimit rateLimit;
    private final RequestMetrics metrics;

    ApiEndpoints(
            ApiSettings settings,
            List<String> extensions,
            List<Route> routes,
            SignIn signIn,
            Operators operators,
            TrustedProxies proxies,
            RateLimit rateLimit,
            RequestMetrics metrics) {
        this.proxies = proxies;
        this.settings = settings;
        this.extensions = List.copyOf(extensions);
        this.routes = List.copyOf(routes);
        this.signIn = signIn;
        this.operators = operators;
        this.rateLimit = rateLimit;
        this.metrics = metrics;
    }

    void configure(JavalinConfig config) {
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
        config.jetty.addConnector((server, http) -> Network.connector(server, http, settings, proxies));
        config.requestLogger.http(metrics::ended);
        config.routes.before(this::begin);
        config.routes.after(Compression::result);
        config.routes.exception(Exception.class, Problems::answer);
        config.routes.exception(HttpResponseException.class, Problems::answer);
        FrontPage.serve(config);
        SwaggerUi.serve(config);
        for (Route route : routes) {
            // Without it HEAD would be answered for everybody, with headers that GET does not have.
            for (HandlerType type : route.method() == Route.Method.POST
                    ? List.of(HandlerType.POST)
                    : List.of(HandlerType.GET, HandlerType.HEAD)) {
                config.routes.addEndpoint(new Endpoint(type, route.path(), http -> handle(route, http)));
            }
        }
    }

    private void begin(Context http) {
        RequestContext.of(http).setAddress(proxies.clientOf(http));
        http.header("Cache-Control", "private, no-cache");
        http.header("Vary", "Accept, Accept-Encoding, Accept-Language, Authorization, Prefer");
        http.header("X-Content-Type-Options", "nosniff");
        http.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        boolean hasBody = http.req().getContentLengthLong() > 0 || http.header("Transfer-Encoding") != null;
        boolean isUnwanted = hasBody && !isOfExtension(http.path()) && !ManagementRoutes.takesBodies(http);
        if (isUnwanted) {
            http.header("Connection", "close");
        }
        OdataRoutes.requireOffered(http.path());
        if (isUnwanted) {
            throw new ProblemException(ProblemCode.BODY_NOT_ALLOWED, "Send GET requests without a body.");
        }
        if (http.queryString() != null
                && HALF_ENCODED.matcher(http.queryString()).find()) {
            throw new ProblemException(
                    ProblemCode.REQUEST_NOT_VALID,
                    "The query has a % without two hexadecimal digits; write it as %25.");
        }
    }

    /** Only what another module serves may take a body. */
    private boolean isOfExtension(String path) {
        return extensions.stream().anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
    }

    private void handle(Route route, Context http) throws Exception {
        if (route.access() == Route.Access.EVERYBODY) {
            route.handler().handle(http);
            return;
        }
        RequestContext context = RequestContext.of(http);
        Caller caller = route.access() == Route.Access.OPERATORS
                ? operators.signIn(context, certificateSubject(http))
                : signIn.signIn(http.header("Authorization"), context.address(), certificateSubject(http));
        context.setCaller(caller);
        rateLimit.take(caller.principal());
        try {
            route.handler().handle(http);
        } catch (ProblemException refused) {
            if (caller.claim().isPresent() && CLAIM_NOT_TRUE.contains(refused.code())) {
                signIn.signInAgain(http.header("Authorization"), context.address());
            }
            throw refused;
        }
    }

    private static Optional<String> certificateSubject(Context http) {
        Object chain = http.req().getAttribute("jakarta.servlet.request.X509Certificate");
        return chain instanceof X509Certificate[] certificates && certificates.length > 0
                ? Optional.of(certificates[0].getSubjectX500Principal().getName())
                : Optional.empty();
    }
}
