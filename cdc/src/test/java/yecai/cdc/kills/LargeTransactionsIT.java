package yecai.cdc.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import yecai.cdc.ShopBed;
import yecai.sql.Waiting;

/** Batches of thousands of keys that reach canonical tables which grow faster than anybody analyzes them. */
class LargeTransactionsIT {
    private static final int ORDERS = 90_000;

    @Test
    void largeTransactionsOneAfterTheOther_areAppliedInTimeProportionalToTheirRows() throws Exception {
        try (ShopBed bed = new ShopBed()) {
            bed.load();
            bed.capture();
            try (ShopWriters writers = new ShopWriters(bed, 3, 1)) {
                // a large transaction may lose a deadlock against the other writers: the ERP's rows say when there were
                // enough
                Waiting.until("orders of large transactions", () -> {
                    writers.writeLarge();
                    return bed.erpRows("select count(*) > " + ORDERS + " from orders")
                            .equals(List.of("t"));
                });
                writers.pause();
                // what grows with the square of the keys does not end while this waits
                bed.awaitApplied();
                assertThat(bed.differences()).isEmpty();
                writers.resume();
            }
            assertThat(bed.hubRows("select count(*) > " + ORDERS + " from canon.sales_order"))
                    .containsExactly("t");
        }
    }
}
