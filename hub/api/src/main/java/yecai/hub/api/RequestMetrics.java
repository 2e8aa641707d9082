package yecai.hub.api;

import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import yecai.hub.api.request.AccessLog;

/** Counts and times requests by status, and logs each if wanted. */
final class RequestMetrics {
    private final MeterRegistry metrics;
    private final boolean isLogged;
    private final AccessLog log;
    private final Map<Integer, Timer> timers = new ConcurrentHashMap<>();

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
        timers.computeIfAbsent(http.statusCode(), this::timer)
                .record(Math.round(millis * 1_000), TimeUnit.MICROSECONDS);
    }

    private Timer timer(int status) {
        return Timer.builder("yecai.api.requests")
                .tag("status", Integer.toString(status))
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
    }
}
