package yecai.cdc.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import yecai.cdc.ShopBed;

/** Batches of thousands of keys that reach canonical tables which grow faster than anybody analyzes them. */
class LargeTransactionsIT {
    private static final int LARGE = 20;

    @Test
    void largeTransactionsOneAfterTheOther_areAppliedInTimeProportionalToTheirRows() throws Exception {
        try (ShopBed bed = new ShopBed()) {
            bed.load();
            bed.capture();
            try (Writers writers = new Writers(bed, 3, 1)) {
                for (int i = 0; i < LARGE; i++) {
                    writers.writeLarge();
                    TimeUnit.MILLISECONDS.sleep(300);
                }
                writers.pause();
                // what grows with the square of the keys does not end within the minute that this waits
                bed.awaitApplied();
                assertThat(bed.differences()).isEmpty();
                writers.resume();
            }
            assertThat(bed.hubRows("select count(*) > 90000 from canon.sales_order"))
                    .containsExactly("t");
        }
    }
}
