package yecai.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import yecai.cdc.progress.Lead;
import yecai.cdc.progress.Lead.Role;
import yecai.cdc.progress.Lead.State;
import yecai.cdc.progress.SourceLock;
import yecai.cdc.progress.SourceState;
import yecai.cdc.progress.SourceState.Phase;
import yecai.sql.Waiting;
import yecai.sql.error.YecaiException;
import yecai.sql.error.YecaiException.Kind;

/** What a process that has lost its source can still do: nothing, even with a session that nobody has ended. */
class FenceIT {
    private ShopBed bed;
    private String source;

    @BeforeEach
    void open() throws SQLException {
        bed = new ShopBed();
        bed.load();
        source = bed.settings().source();
    }

    @AfterEach
    void close() throws SQLException {
        bed.close();
    }

    private Connection hub() throws SQLException {
        return bed.settings().hub().open("test");
    }

    @Test
    void captureOfAnEarlierEpoch_cannotCommit() throws SQLException {
        try (Capture capture = new Capture(bed.settings())) {
            capture.start();
            bed.erp("insert into client values (100, 'before')");
            bed.awaitApplied();
            bed.hub("update hub.source set epoch = epoch + 1");
            bed.erp("insert into client values (101, 'after')");

            Waiting.until("the capture ends", () -> capture.ended().isCompletedExceptionally());
            assertThatThrownBy(capture.ended()::join).hasMessageContaining("taken the source over");
        }
        assertThat(bed.hubRows("select id from " + bed.mirror() + ".client where id >= 100"))
                .containsExactly("100");
        assertThat(bed.hubRows("select state from hub.source")).containsExactly("streaming");
    }

    @Test
    void secondCapture_isRefused_andNamesTheFirst() throws SQLException {
        bed.capture();

        try (Capture second = new Capture(bed.settings())) {
            assertThatThrownBy(second::start)
                    .isInstanceOfSatisfying(
                            YecaiException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT))
                    .hasMessageContaining("captured by yecai capture " + source + ": lead (process")
                    .hasMessageContaining("--standby");
        }
        bed.erp("insert into client values (100, 'after')");
        bed.awaitApplied();
        assertThat(bed.hubRows("select epoch from hub.source")).containsExactly("1");
    }

    @Test
    void standby_startsAtOnceWhenNobodyCaptures_andWaitsElse_andTakesOverWhenTheFirstStops() throws SQLException {
        try (Capture first = Capture.standingBy(bed.settings());
                Capture second = Capture.standingBy(bed.settings())) {
            first.start();
            assertThat(first.isStreaming()).isTrue();
            second.start();
            bed.await("the second to stand by", () -> second.metrics().phase() == Phase.STANDBY);
            assertThat(second.isStreaming()).isFalse();
            first.close();
            bed.await("the second to take over", second::isStreaming);
            bed.erp("insert into client values (100, 'after')");
            bed.awaitApplied();
        }
        assertThat(bed.differences()).isEmpty();
        assertThat(bed.hubRows("select state from hub.source")).containsExactly("stopped");
        assertThat(bed.hubRows("select hub.holder(source, 'lead') from hub.source"))
                .containsExactly("null");
    }

    @Test
    void role_isKeptOverAnotherConnection_andLostToWhoeverComesAfterSilence() throws SQLException {
        try (Connection one = hub();
                Connection two = hub()) {
            assertThat(Lead.look(two, source)).isEqualTo(State.FREE);
            long first = Lead.take(one, source, Role.LEAD, null).orElseThrow();
            keepFresh();
            assertThat(Lead.look(two, source)).isEqualTo(State.HELD);
            assertThat(Lead.take(two, source, Role.LEAD, Lead.OVERDUE)).isEmpty();
            assertThat(Lead.renew(two, source, Role.LEAD, first)).isTrue();
            keepFresh();
            one.close();
            assertThat(Lead.look(two, source)).isEqualTo(State.HELD);
            bed.hub("update hub.hold set renewed_at = clock_timestamp() - interval '10 s' where purpose = 'lead'");
            try (Connection three = hub()) {
                // its session is there: it loses the lead to a standby only
                assertThat(Lead.take(three, source, Role.LEAD, null)).isEmpty();
                assertThat(Lead.look(three, source)).isEqualTo(State.LAPSED);
                assertThat(Lead.take(three, source, Role.LEAD, Lead.OVERDUE)).hasValue(first + 1);
            }
            assertThat(Lead.renew(two, source, Role.LEAD, first)).isFalse();
            SourceState.notePhase(two, source, first, Phase.WAITING, "woken", 1);
            assertThat(bed.hubRows("select state, restarts from hub.source")).containsExactly("ready|0");
        }
    }

    /** However slow this machine is, the holder has said just now that it lives. */
    private void keepFresh() throws SQLException {
        bed.hub("update hub.hold set renewed_at = clock_timestamp() + interval '1 hour' where purpose = 'lead'");
    }

    @Test
    void takeover_endsTheSessionOfAnEarlierCapture_andNoOther() throws SQLException {
        try (Connection next = hub()) {
            try (Connection capture = hub()) {
                SourceLock.take(capture, source, 1);
                assertThat(Lead.endEarlierCapture(next, source, 0)).isTrue();
                assertThat(capture.isValid(600)).isTrue();
                assertThat(Lead.endEarlierCapture(next, source, 2)).isTrue();
                assertThat(capture.isValid(600)).isFalse();
            }
            try (Connection load = hub()) {
                SourceLock.take(load, source);
                assertThat(Lead.look(next, source)).isEqualTo(State.HELD);
                assertThat(Lead.endEarlierCapture(next, source, 2)).isTrue();
                assertThat(load.isValid(600)).isTrue();
                SourceLock.release(load, source);
                assertThat(Optional.of(Lead.look(next, source))).hasValue(State.FREE);
            }
        }
    }
}
