package yecai.hub.api;

import io.javalin.Javalin;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import yecai.hub.administration.Administration;
import yecai.hub.api.document.DocumentRoutes;
import yecai.hub.api.event.EventRoutes;
import yecai.hub.api.event.EventStreams;
import yecai.hub.api.journal.AccessJournal;
import yecai.hub.api.limit.ExportSlots;
import yecai.hub.api.limit.Lockout;
import yecai.hub.api.limit.RateLimit;
import yecai.hub.api.manage.Actions;
import yecai.hub.api.manage.ManagementRoutes;
import yecai.hub.api.manage.Operators;
import yecai.hub.api.read.CallerSessions;
import yecai.hub.api.read.CatalogueCache;
import yecai.hub.api.read.DatasetLookup;
import yecai.hub.api.read.DatasetReader;
import yecai.hub.api.read.DisconnectWatch;
import yecai.hub.api.read.Freshness;
import yecai.hub.api.read.ReadJournal;
import yecai.hub.api.read.ResultCache;
import yecai.hub.api.read.RowAnswer;
import yecai.hub.api.request.TrustedProxies;
import yecai.hub.api.route.DatasetRoutes;
import yecai.hub.api.route.OdataRoutes;
import yecai.hub.api.route.Route;
import yecai.hub.api.signin.JwtVerifier;
import yecai.hub.api.signin.SignIn;
import yecai.hub.event.EventDelivery;
import yecai.hub.event.EventSettings;
import yecai.hub.problem.ProblemException;
import yecai.hub.session.SessionSettings;
import yecai.hub.session.Sessions;
import yecai.sql.error.YecaiException;

/** Serves the API, OData and, on a port of its own, health and metrics. */
public final class ApiServer implements AutoCloseable {
    private static final long KEY_FETCH_MILLIS = 30_000;

    private final ApiSettings settings;
    private final Clock clock = Clock.systemUTC();
    private final Sessions sessions;
    private final SignIn signIn;
    private final AccessJournal journal;
    private final Administration administration;
    private final Actions actions;
    private final EventStreams streams;
    private final EventDelivery delivery;
    private final DatasetLookup datasets;
    private final Freshness freshness;
    private final ReadJournal reads;
    private final DisconnectWatch disconnects = new DisconnectWatch();
    private final Javalin api;
    private final AdminServer admin;
    private final List<ApiExtension> extensions;

    private ApiServer(ApiSettings settings, SessionSettings hub, List<ApiExtension> extensions) {
        this.extensions = List.copyOf(extensions);
        this.settings = settings;
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        sessions = Sessions.open(hub, metrics);
        Lockout lockout = new Lockout(clock);
        signIn = new SignIn(
                sessions.signInLookup(),
                settings.oidc().map(oidc -> new JwtVerifier(oidc, KEY_FETCH_MILLIS)),
                lockout,
                settings.caches().signIn(),
                clock);
        administration = new Administration(hub.url(), new Lockout(clock), hub.connectionWait());
        actions = new Actions(settings.events().key().map(EventSettings.Key::bytes));
        streams = new EventStreams(sessions.events());
        delivery = EventDelivery.start(sessions.events(), settings.events(), clock);
        journal = new AccessJournal(sessions.accessRecorder()::record);
        datasets = new DatasetLookup(new CatalogueCache(settings.caches().catalogue()));
        freshness = new Freshness(sessions.signInLookup(), clock);
        reads = new ReadJournal(journal, clock);
        ExportSlots exports = new ExportSlots(settings.limits().exports());
        RateLimit rates = new RateLimit(
                settings.limits().requestsPerSecond(), settings.limits().burst(), System::nanoTime);
        ApiEndpoints endpoints = new ApiEndpoints(
                settings,
                extensions.stream().map(ApiExtension::prefix).toList(),
                routes(exports),
                signIn,
                new Operators(signIn, administration, sessions.acting()),
                new TrustedProxies(settings.front().trustedProxies()),
                rates,
                new RequestMetrics(metrics, settings.isAccessLogged(), clock));
        Gauge.builder("yecai.api.journal.waiting", journal, AccessJournal::waiting)
                .description("Reads that are answered and wait to be written into the journal.")
                .register(metrics);
        Gauge.builder("yecai.api.exports.running", exports, ExportSlots::running)
                .description("Exports that are under way.")
                .register(metrics);
        ApiDoor door = new ApiDoor(
                settings, sessions, callers(), exports, rates, lockout, administration, actions, this::origin, clock);
        api = Javalin.create(config -> {
            endpoints.configure(config);
            extensions.forEach(extension -> extension.serve(config, door));
        });
        admin = new AdminServer(settings.adminHost(), settings.adminPort(), metrics::scrape, this::findUnready);
    }

    private Optional<String> findUnready() {
        try {
            sessions.requireReady();
            return Optional.empty();
        } catch (ProblemException problem) {
            return Optional.of(problem.code().slug());
        }
    }

    private CallerSessions callers() {
        return new CallerSessions(sessions, datasets, freshness, reads);
    }

    private List<Route> routes(ExportSlots exports) {
        CallerSessions callers = callers();
        RowAnswer answer = new RowAnswer(
                datasets, freshness, new ResultCache(settings.caches().resultBytes()));
        DatasetReader reader = new DatasetReader(sessions, datasets, answer, reads, exports, disconnects);
        List<Route> routes = new ArrayList<>();
        routes.addAll(new DatasetRoutes(callers, reader).list());
        routes.addAll(new OdataRoutes(callers, reader, this::origin).list());
        routes.addAll(new EventRoutes(sessions.events(), streams, reads).list());
        routes.addAll(new ManagementRoutes(signIn::forget, actions).list());
        routes.addAll(new DocumentRoutes(() -> routes, callers).list());
        return routes;
    }

    /**
     * Starts to serve.
     *
     * @throws YecaiException if the hub cannot be reached or a port cannot be listened on
     */
    public static ApiServer start(ApiSettings settings, SessionSettings hub) {
        return start(settings, hub, List.of());
    }

    /**
     * Starts to serve, with what other modules add.
     *
     * @throws YecaiException if the hub cannot be reached or a port cannot be listened on
     */
    public static ApiServer start(ApiSettings settings, SessionSettings hub, List<ApiExtension> extensions) {
        ApiServer server = new ApiServer(settings, hub, extensions);
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

    /** What OData's links begin with; nothing that a request says, which a proxy may not have passed on as it was. */
    private String origin() {
        return settings.front()
                .publicUrl()
                .map(url -> url.getPort() == 0 ? url() : url.toString())
                .orElse("");
    }

    /** Returns the address without a path. */
    public String url() {
        return (settings.tls().isPresent() ? "https" : "http") + "://" + settings.host() + ":" + api.port();
    }

    /** Returns the address of health and metrics. */
    public String adminUrl() {
        return admin.url();
    }

    /** Forgets who has signed in, as after a revoke. */
    public void forgetCallers() {
        signIn.forget();
    }

    /** Gives running requests some time to end; what was read is recorded before this returns. */
    @Override
    public void close() {
        streams.close();
        delivery.close();
        extensions.forEach(ApiExtension::close);
        api.stop();
        admin.close();
        administration.close();
        disconnects.close();
        journal.close();
        sessions.close();
    }
}
