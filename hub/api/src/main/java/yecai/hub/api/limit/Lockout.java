package yecai.hub.api.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/**
 * Failed attempts to sign in, by address and credential, and by address alone. After some failures each further one doubles
 * the wait. Only failures are refused: who has a valid credential is never locked out by those who have none.
 */
public final class Lockout {
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

    public Lockout(Clock clock) {
        this.clock = clock;
    }

    /** Refuses a failed attempt that came too early, instead of counting it. */
    public void requireOpen(String attempt, String address) {
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

    /** Counts a failed attempt, for its credential and for its address. */
    public void failed(String attempt, String address) {
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

    /** Forgets the failures of a credential that was accepted; those of the address stay. */
    public void succeeded(String attempt) {
        failures.invalidate(attempt);
    }
}
