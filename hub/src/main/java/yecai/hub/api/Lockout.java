package yecai.hub.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/**
 * Failed attempts to sign in, by address and credential, and by address alone. After some failures each further one doubles
 * the wait. A stranger who guesses at somebody's token from elsewhere does not lock that person out.
 */
final class Lockout {
    private static final int FREE_FAILURES = 5;
    private static final int FREE_FAILURES_OF_ADDRESS = 50;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 9;

    private record Failures(int count, Instant until) {}

    private final Clock clock;
    private final Cache<String, Failures> failures = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(15))
            .maximumSize(100_000)
            .build();

    Lockout(Clock clock) {
        this.clock = clock;
    }

    void requireOpen(String attempt, String address) {
        requireOpen(failures.getIfPresent(attempt));
        requireOpen(failures.getIfPresent(address));
    }

    private void requireOpen(Failures known) {
        Instant now = clock.instant();
        if (known != null && known.until().isAfter(now)) {
            int seconds = (int) Math.max(1, Duration.between(now, known.until()).toSeconds() + 1);
            throw new ProblemException(
                    ProblemCode.TOO_MANY_ATTEMPTS, "Wait " + seconds + " s, then send a valid token.", seconds, null);
        }
    }

    void failed(String attempt, String address) {
        count(attempt, FREE_FAILURES);
        count(address, FREE_FAILURES_OF_ADDRESS);
    }

    private void count(String key, int free) {
        failures.asMap().compute(key, (ignored, known) -> {
            int count = known == null ? 1 : known.count() + 1;
            int over = count - free;
            Instant until = over < 0
                    ? Instant.MIN
                    : clock.instant().plus(FIRST_WAIT.multipliedBy(1L << Math.min(over, MOST_DOUBLINGS)));
            return new Failures(count, until);
        });
    }

    void succeeded(String attempt) {
        failures.invalidate(attempt);
    }
}
