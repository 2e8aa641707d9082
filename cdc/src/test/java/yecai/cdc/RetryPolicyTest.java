package yecai.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RetryPolicyTest {
    private static final RuntimeException REASON = new RuntimeException("gone");

    private final RetryPolicy retries = new RetryPolicy("shop");

    @Test
    void pauses_doubleUpToFifteenSeconds() {
        assertThat(retries.permits(Failure.TRANSIENT, REASON)).isTrue();
        assertThat(retries.pauseMillis()).isEqualTo(100);
        assertThat(retries.permits(Failure.TRANSIENT, REASON)).isTrue();
        assertThat(retries.pauseMillis()).isEqualTo(200);
        for (int i = 0; i < 100; i++) {
            assertThat(retries.permits(Failure.TRANSIENT, REASON)).isTrue();
        }
        assertThat(retries.pauseMillis()).isEqualTo(15_000);
    }

    @Test
    void reset_makesTheNextPauseTheShortest() {
        retries.permits(Failure.TRANSIENT, REASON);
        retries.permits(Failure.TRANSIENT, REASON);
        retries.reset();
        retries.permits(Failure.TRANSIENT, REASON);

        assertThat(retries.pauseMillis()).isEqualTo(100);
    }

    @Test
    void permits_noAttemptAfterAPermanentFailure() {
        assertThat(retries.permits(Failure.PERMANENT, REASON)).isFalse();
    }

    @Test
    void permits_unknownFailuresUntilTheyAreTooManyInARow() {
        for (int i = 0; i < RetryPolicy.MOST_UNKNOWN_FAILURES; i++) {
            assertThat(retries.permits(Failure.UNKNOWN, REASON)).isTrue();
        }
        assertThat(retries.permits(Failure.UNKNOWN, REASON)).isFalse();
    }

    /** The new password may not be in its place yet. */
    @Test
    void permits_refusedLoginsForSomeMinutes() {
        for (int i = 0; i < RetryPolicy.MOST_REFUSED_LOGINS; i++) {
            assertThat(retries.permits(Failure.LOGIN, REASON)).isTrue();
        }
        assertThat(retries.permits(Failure.LOGIN, REASON)).isFalse();
    }
}
