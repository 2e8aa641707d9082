package yecai.hub.api.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

final class LockoutTest {
    private static final String HERE = "10.0.0.1";
    private static final String MINE = HERE + " token";

    private final SetClock clock = new SetClock();
    private final Lockout lockout = new Lockout(clock);

    @Test
    void fourFailures_areFree_andTheFifthWaitsASecond() {
        fail(4);
        requireOpen(MINE);
        fail(1);
        assertThat(seconds(MINE)).isEqualTo(2);
        clock.forward(Duration.ofMillis(999));
        assertThat(seconds(MINE)).isEqualTo(1);
        clock.forward(Duration.ofMillis(1));
        requireOpen(MINE);
    }

    @Test
    void eachFurtherFailure_doublesTheWait_upToABound() {
        fail(6);
        assertThat(seconds(MINE)).isEqualTo(3);
        fail(1);
        assertThat(seconds(MINE)).isEqualTo(5);
        fail(30);
        assertThat(seconds(MINE)).isEqualTo(513);
    }

    @Test
    void success_forgetsTheCredentialsFailures() {
        fail(6);
        lockout.succeeded(MINE);
        requireOpen(MINE);
        fail(4);
        requireOpen(MINE);
    }

    @Test
    void failedSignInsFromOtherAddresses_doNotLockTheOwnerOut() {
        for (int i = 0; i < 20; i++) {
            lockout.failed("10.9.9.9 token", "10.9.9.9");
        }
        requireOpen(MINE);
    }

    @Test
    void manyCredentialsFromOneAddress_lockTheAddress() {
        for (int i = 0; i < 49; i++) {
            lockout.failed(HERE + " guess" + i, HERE);
        }
        requireOpen(MINE);
        lockout.failed(HERE + " guess50", HERE);
        assertThat(seconds(MINE)).isEqualTo(2);
        lockout.succeeded(MINE);
        assertThat(seconds(MINE)).isEqualTo(2);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            lockout.failed(MINE, HERE);
        }
    }

    private void requireOpen(String attempt) {
        assertThatCode(() -> lockout.requireOpen(attempt, HERE)).doesNotThrowAnyException();
    }

    private int seconds(String attempt) {
        var seconds = new int[1];
        assertThatThrownBy(() -> lockout.requireOpen(attempt, HERE))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.TOO_MANY_ATTEMPTS);
                    seconds[0] = problem.retryAfterSeconds();
                });
        return seconds[0];
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-01-31T08:00:00Z");

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
