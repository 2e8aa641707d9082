package yecai.cdc.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotLogTest {
    private static final long GB = 1L << 30;

    private static SlotLog log(long kept, Long left, String status) {
        return new SlotLog(kept, 0, left, status, 500 * GB, 0, List.of());
    }

    @Test
    void listWarnings_isEmptyBelowHalfOfTheLimitAndWithoutOne() {
        assertThat(log(400 * GB, null, "reserved").listWarnings()).isEmpty();
        assertThat(log(49 * GB, 51 * GB, "extended").listWarnings()).isEmpty();
    }

    @Test
    void listWarnings_saysHowMuchIsKept_fromHalfOn_andWhatToDo() {
        assertThat(log(50 * GB, 50 * GB, "extended").listWarnings())
                .singleElement()
                .asString()
                .contains("50 GB", "50 %", "see why")
                .doesNotContain("hours");
        assertThat(log(80 * GB, 20 * GB, "extended").listWarnings())
                .singleElement()
                .asString()
                .contains("80 %", "start the capture now");
        assertThat(log(80 * GB, -1L, "unreserved").findPercent()).hasValue(100);
    }

    @Test
    void listWarnings_namesALostSlotsRemedy_andWhatHoldsTheSlotUp() {
        assertThat(new SlotLog(0, 0, null, "lost", 0, 0, List.of("transaction 'x' is prepared")).listWarnings())
                .hasSize(2)
                .first()
                .asString()
                .contains("yecai reconcile --new-slot");
    }

    @Test
    void findHoursLeft_isWhatIsLeftAtTheGrowthBetweenTwoLooks() {
        SlotLog earlier = log(0, 100 * GB, "reserved");
        SlotLog now = new SlotLog(60 * GB, 0, 40 * GB, "extended", 510 * GB, 1, List.of());

        assertThat(earlier.findHoursLeft()).isEmpty();
        assertThat(now.since(earlier, Duration.ofHours(2)).findHoursLeft()).hasValue(8.0);
        assertThat(now.since(earlier, Duration.ofHours(2)).listWarnings())
                .singleElement()
                .asString()
                .contains("8.0 hours");
        assertThat(log(80 * GB, null, "reserved")
                        .since(earlier, Duration.ofHours(1))
                        .findHoursLeft())
                .isEmpty();
    }
}
