package yecai.hub.api.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

final class RateLimitTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final RateLimit limit = new RateLimit(0.5, 3, nanos::get);

    @Test
    void burst_isGranted_andThenOneRequestInTwoSeconds() {
        take(3);
        assertThat(seconds("a")).isEqualTo(2);
        forward(1_000);
        assertThat(seconds("a")).isEqualTo(1);
        forward(1_000);
        take(1);
        assertThat(seconds("a")).isEqualTo(2);
    }

    @Test
    void refusedRequests_doNotDelayTheNextOne() {
        take(3);
        for (int i = 0; i < 100; i++) {
            seconds("a");
        }
        forward(2_000);
        take(1);
    }

    @Test
    void bucket_holdsNoMoreThanTheBurst() {
        take(3);
        forward(3_600_000);
        take(3);
        assertThat(seconds("a")).isPositive();
    }

    @Test
    void principals_haveBucketsOfTheirOwn() {
        take(3);
        assertThat(seconds("a")).isPositive();
        assertThatCode(() -> limit.take("b")).doesNotThrowAnyException();
    }

    private void take(int requests) {
        for (int i = 0; i < requests; i++) {
            limit.take("a");
        }
    }

    private int seconds(String principal) {
        var seconds = new int[1];
        assertThatThrownBy(() -> limit.take(principal)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS);
            seconds[0] = problem.retryAfterSeconds();
        });
        return seconds[0];
    }

    private void forward(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
