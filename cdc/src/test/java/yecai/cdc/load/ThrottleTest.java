package yecai.cdc.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static Duration time(Throttle throttle, int times, int bytes) {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            throttle.pass(bytes);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void bytes_takeTheirTime() {
        assertThat(time(new Throttle(10), 5, 200_000)).isGreaterThanOrEqualTo(Duration.ofMillis(99));
    }

    @Test
    void noLimit_takesNone() {
        assertThat(time(new Throttle(0), 1_000, Integer.MAX_VALUE)).isLessThan(Duration.ofMinutes(10));
    }

    @Test
    void limit_isSharedByAllThreads() throws InterruptedException {
        Throttle throttle = new Throttle(10);
        long start = System.nanoTime();
        Thread other = new Thread(() -> throttle.pass(500_000));
        other.start();
        throttle.pass(500_000);
        other.join();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(99));
    }

    @Test
    void interruption_endsTheWaiting() {
        Thread.currentThread().interrupt();
        Duration waited = time(new Throttle(1), 1, Integer.MAX_VALUE);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(waited).isLessThan(Duration.ofMinutes(20));
    }

    @Test
    void limits_areChecked() {
        assertThatThrownBy(() -> LoadLimits.of(0)).hasMessageContaining("connections must be 1 to 64, not 0");
        assertThatThrownBy(() -> LoadLimits.of(65)).hasMessageContaining("not 65");
        assertThatThrownBy(() -> LoadLimits.of(1).withMegabytesPerSecond(-1)).hasMessageContaining("-1.0");
        assertThatThrownBy(() -> LoadLimits.of(1).withMegabytesPerSecond(Double.NaN))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> LoadLimits.of(1).withPartBlocks(0)).hasMessageContaining("partBlocks");
    }

    @Test
    void limits_changeOneByOne() {
        assertThat(LoadLimits.of(3).withMegabytesPerSecond(2.5).withPartBlocks(8))
                .isEqualTo(new LoadLimits(3, 2.5, 8));
        assertThat(LoadLimits.of(3)).isEqualTo(new LoadLimits(3, 0, 4096));
    }
}
