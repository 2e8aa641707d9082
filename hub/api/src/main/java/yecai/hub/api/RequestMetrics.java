package yecai.hub.api;

import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import yecai.hub.api.request.AccessLog;

/** Counts and times requests by route and status, and logs each if wanted. */
final class RequestMetrics {
    private final MeterRegistry metrics;
    private final boolean isLogged;
    private final AccessLog log;
    /** What a request belongs to; a route is its pattern, so that there are no more timers than routes and statuses. */
    private record Kind(String route, int status) {}

    private static final String NO_ROUTE = "none";

    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    RequestMetrics(MeterRegistry metrics, boolean isLogged, Clock clock) {
        this.metrics = metrics;
        this.isLogged = isLogged;
        this.log = new AccessLog(clock);
    }

    /** Takes a request that has ended. */
    void ended(Context http, Float millis) {
        if (isLogged) {
            log.write(http, millis);
        }
        timers.computeIfAbsent(new Kind(route(http), http.statusCode()), this::timer)
                .record(Math.round(millis * 1_000), TimeUnit.MICROSECONDS);
    }

    private static String route(Context http) {
        Endpoint found = http.endpoints().lastHttpEndpoint();
        return found == null ? NO_ROUTE : found.path;
    }

    private Timer timer(Kind kind) {
        return Timer.builder("yecai.api.requests")
                .description("Requests that have ended, by the pattern of their route and the status of the answer.")
                .tag("route", kind.route())
                .tag("status", Integer.toString(kind.status()))
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
    }
}
