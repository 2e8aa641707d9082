package yecai.cdc.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import yecai.cdc.script.Script;

final class PositionTest {
    private static final long MICROS = 1_700_000_000_000_000L;

    private final Script script = new Script(null);
    private final Position position = new Position("shop", 100);

    @Test
    void move_countsNothingBeforeItIsConfirmed() {
        position.move(script, 200, 3, 12, MICROS, MICROS + 5);

        assertThat(position.committed()).isEqualTo(100);
        assertThat(position.transactions()).isZero();
        assertThat(position.lastCommittedAt()).isNull();
    }

    @Test
    void confirm_addsWhatTheMoveHeld() {
        position.move(script, 200, 3, 12, MICROS, MICROS + 5);
        position.confirm();
        position.move(script, 300, 1, 2, MICROS, MICROS + 7);
        position.confirm();

        assertThat(position.committed()).isEqualTo(300);
        assertThat(position.transactions()).isEqualTo(4);
        assertThat(position.events()).isEqualTo(14);
        assertThat(position.lastCommittedAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000L, 7_000));
    }

    @Test
    void confirm_ofAnEmptyMoveChangesThePositionOnly() {
        position.moveEmpty(script, 250);
        position.confirm();

        assertThat(position.committed()).isEqualTo(250);
        assertThat(position.transactions()).isZero();
        assertThat(position.lastCommittedAt()).isNull();
    }
}
