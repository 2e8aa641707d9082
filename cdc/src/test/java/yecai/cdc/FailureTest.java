package yecai.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

final class FailureTest {
    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "53100", "57P01", "58030", "40P01", "55P03"})
    void of_isTransientWhenAServerOrConnectionIsBusyOrGone(String state) {
        assertThat(Failure.of(new RuntimeException("applying failed", new SQLException("gone", state)), false))
                .isEqualTo(Failure.TRANSIENT);
        assertThat(Failure.of(new YecaiException(Kind.HUB, "no hub", new IOException("reset")), false))
                .isEqualTo(Failure.TRANSIENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42501", "22012", "23505"})
    void of_isPermanentWhenTheStatementItselfIsWrong(String state) {
        assertThat(Failure.of(new RuntimeException(new SQLException("refused", state)), false))
                .isEqualTo(Failure.PERMANENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"28P01", "28000"})
    void of_isOfTheLoginWhenItIsRefused(String state) {
        assertThat(Failure.of(new YecaiException(Kind.SOURCE, "no ERP", new SQLException("refused", state)), true))
                .isEqualTo(Failure.LOGIN);
    }

    @Test
    void of_isOfTheLoginWhenItsPasswordCannotBeRead() {
        assertThat(Failure.of(new YecaiException(Kind.CONFIG, "the file of the password is empty"), true))
                .isEqualTo(Failure.LOGIN);
    }

    @Test
    void of_aConflictIsTransientOnlyWhileStarting() {
        YecaiException conflict = new YecaiException(Kind.CONFLICT, "another capture writes this source");

        assertThat(Failure.of(conflict, true)).isEqualTo(Failure.TRANSIENT);
        assertThat(Failure.of(conflict, false)).isEqualTo(Failure.PERMANENT);
    }

    @Test
    void of_anErrorIsPermanentAndAnythingElseUnknown() {
        assertThat(Failure.of(new OutOfMemoryError("heap"), false)).isEqualTo(Failure.PERMANENT);
        assertThat(Failure.of(new IllegalStateException("odd"), false)).isEqualTo(Failure.UNKNOWN);
        assertThat(Failure.of(new RuntimeException(new SQLException("cache lookup failed", "XX000")), false))
                .isEqualTo(Failure.UNKNOWN);
    }

    @Test
    void explain_showsEachMessageOnce() {
        Throwable failure =
                new RuntimeException("applying failed: gone", new SQLException("gone", new IOException("reset")));

        assertThat(Failure.explain(failure)).isEqualTo("applying failed: gone: reset");
    }
}
