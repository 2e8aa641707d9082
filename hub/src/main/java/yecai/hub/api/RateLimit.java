package yecai.hub.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** A bucket of requests for each principal, which fills at a steady rate. */
final class RateLimit {
    private record Bucket(double level, long nanos, boolean isGranted) {}

    private final double perSecond;
    private final int burst;
    private final LongSupplier nanoTime;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofMinutes(10))
            .maximumSize(100_000)
            .build();

    RateLimit(ApiSettings.Limits limits, LongSupplier nanoTime) {
        this.perSecond = limits.requestsPerSecond();
        this.burst = limits.burst();
        this.nanoTime = nanoTime;
    }

    void take(String principal) {
        Bucket bucket = buckets.asMap().compute(principal, (ignored, known) -> {
            long now = nanoTime.getAsLong();
            double level =
                    known == null ? burst : Math.min(burst, known.level() + (now - known.nanos()) / 1e9 * perSecond);
            return level >= 1 ? new Bucket(level - 1, now, true) : new Bucket(level, now, false);
        });
        if (!bucket.isGranted()) {
            int seconds = (int) Math.max(1, Math.ceil((1 - bucket.level()) / perSecond));
            throw new ProblemException(
                    ProblemCode.TOO_MANY_REQUESTS,
                    "This principal may ask " + perSecond + " times a second. Wait " + seconds + " s.",
                    seconds,
                    null);
        }
    }
}
