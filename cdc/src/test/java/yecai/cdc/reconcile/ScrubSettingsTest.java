package yecai.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yecai.cdc.reconcile.ScrubSettings.HoursOff;

final class ScrubSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "08:00, 18:00, 07:59, true",
        "08:00, 18:00, 08:00, false",
        "08:00, 18:00, 17:59, false",
        "08:00, 18:00, 18:00, true",
        "22:00, 06:00, 23:00, false",
        "22:00, 06:00, 05:59, false",
        "22:00, 06:00, 12:00, true"
    })
    void mayBeginAt_keepsToTheHoursOff(LocalTime from, LocalTime to, LocalTime now, boolean expected) {
        ScrubSettings settings = new ScrubSettings(0.1, Duration.ofHours(1), Optional.of(new HoursOff(from, to)));

        assertThat(settings.mayBeginAt(now)).isEqualTo(expected);
    }

    @Test
    void shareIsAtMostAllOfTheTime() {
        assertThatThrownBy(() -> new ScrubSettings(1.1, Duration.ofHours(1), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
