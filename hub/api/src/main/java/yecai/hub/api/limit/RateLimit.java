package yecai.hub.api.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** A bucket of requests for each principal, which fills at a steady rate. */
public final class RateLimit {
    private record Bucket(double level, long nanos, boolean isGranted) {}

    private final double perSecond;
    private final int burst;
    private final LongSupplier nanoTime;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofMinutes(10))
            .maximumSize(100_000)
            .build();

    /**
     * Makes a limit.
     *
     * @param perSecond requests of one principal, in the long run
     * @param burst requests of one principal at once
     * @param nanoTime a clock that only goes forward
     */
    public RateLimit(double perSecond, int burst, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
    }

    /** Counts one request, or refuses it and says when the next is possible. */
    public void take(String principal) {
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
                    "This principal may send " + perSecond + " requests per second. Wait " + seconds + " s.",
                    seconds,
                    null);
        }
    }
}
