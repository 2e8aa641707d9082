package yecai.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.cdc.ShopBed;

/** Tables are compared in the background while they are captured. */
final class ScrubberIT {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private ShopBed bed;

    @BeforeEach
    void open() throws SQLException {
        bed = new ShopBed();
        bed.load();
    }

    @AfterEach
    void close() throws SQLException {
        bed.close();
    }

    @Test
    void scrubber_findsADifferenceThatComesLater() throws SQLException {
        bed.capture();
        ScrubSettings often = new ScrubSettings(0.5, Duration.ofSeconds(1), Optional.empty());
        try (Scrubber scrubber = Scrubber.start(bed.settings(), often, PAUSE, () -> true)) {
            bed.await(
                    "all tables to be compared",
                    () -> results("changed_rows + missing_rows + extra_rows = 0 and problem is null")
                            .equals(List.of("client", "order-line", "orders")));
            bed.hub("delete from " + bed.mirror() + ".client where id = 2");
            bed.await(
                    "the difference to be found",
                    () -> results("missing_rows = 1").equals(List.of("client")));
            bed.erp("insert into client values (3, 'Cy')");
            bed.awaitApplied();
        }
        assertThat(bed.hubRows("select from hub.barrier")).isEmpty();
        assertThat(bed.hubRows("select count(*) from " + bed.mirror() + ".client where id = 2"))
                .containsExactly("0");
    }

    @Test
    void scrubber_leavesATableAloneThatWasComparedOfLate() throws SQLException {
        bed.capture();
        try (Scrubber scrubber = Scrubber.start(bed.settings(), ScrubSettings.defaults(), PAUSE, () -> true)) {
            bed.await("all tables to be compared", () -> results("true").size() == 3);
            List<String> first = bed.hubRows("select source_table, compared_at from hub.reconciliation order by 1");
            bed.hub(
                    "update hub.reconciliation set compared_at = compared_at - interval '25 h' where source_table = 'client'");
            bed.await(
                    "client to be compared again",
                    () -> results("compared_at > clock_timestamp() - interval '24 h'")
                                    .size()
                            == 3);

            assertThat(bed.hubRows("select source_table, compared_at from hub.reconciliation order by 1"))
                    .containsAll(first.subList(1, 3))
                    .doesNotContain(first.get(0));
        }
    }

    @Test
    void scrubber_startsNoCapture() throws SQLException {
        try (Scrubber scrubber = Scrubber.start(bed.settings(), ScrubSettings.defaults(), PAUSE, () -> true)) {
            bed.await(
                    "it to look for a capture",
                    () -> !bed.hubRows("select from pg_stat_activity where application_name like 'yecai reconcile %'")
                            .isEmpty());
        }
        assertThat(bed.hubRows("select state from hub.source")).containsExactly("ready");
        assertThat(results("true")).isEmpty();
    }

    private List<String> results(String condition) throws SQLException {
        return bed.hubRows("select source_table from hub.reconciliation where " + condition + " order by 1");
    }
}
