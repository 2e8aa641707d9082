package yecai.cdc.check.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import yecai.cdc.check.findings.Difference;

final class ControlTotalTest {
    private static final ControlKey KEY = new ControlKey("receivable", "C1", "2026-01", "CNY");

    @Test
    void differences_noneWhenEverythingIsAccountedFor() {
        ControlSide side = new ControlSide(figure(3, "100.00"), figure(1, "10"), figure(1, "5"));

        assertThat(total(side, side, new CanonSide(figure(2, "60"), figure(1, "40.0")))
                        .differences())
                .isEmpty();
    }

    @Test
    void differences_namesTheErpWhenTheMirrorHasAnotherTotal() {
        ControlSide erp = new ControlSide(figure(3, "100"), Figure.NONE, Figure.NONE);
        ControlSide mirror = new ControlSide(figure(3, "99"), Figure.NONE, Figure.NONE);

        assertThat(total(erp, mirror, new CanonSide(figure(3, "99"), Figure.NONE))
                        .differences())
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.kind()).isEqualTo(Difference.Kind.SOURCE_TOTAL);
                    assertThat(difference.text())
                            .isEqualTo("control total receivable, company C1, period 2026-01, currency CNY: the ERP has"
                                    + " 100 in 3 rows, the mirror has 99 in 3 rows");
                });
    }

    @Test
    void differences_sameAmountInFewerRowsIsADifferenceOfTheErp() {
        ControlSide erp = new ControlSide(figure(3, "100"), Figure.NONE, Figure.NONE);
        ControlSide mirror = new ControlSide(figure(2, "100"), Figure.NONE, Figure.NONE);

        assertThat(total(erp, mirror, new CanonSide(figure(2, "100"), Figure.NONE))
                        .differences())
                .extracting(Difference::kind)
                .containsExactly(Difference.Kind.SOURCE_TOTAL);
    }

    @Test
    void differences_namesTheHubWhenMappedAndUnmappedLackAnAmount() {
        ControlSide side = new ControlSide(figure(3, "100"), figure(1, "10"), Figure.NONE);

        assertThat(total(side, side, new CanonSide(figure(2, "60"), figure(1, "39")))
                        .differences())
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.kind()).isEqualTo(Difference.Kind.HUB_TOTAL);
                    assertThat(difference.key()).isEqualTo("C1/2026-01/CNY");
                    assertThat(difference.text()).endsWith("mapped 60 + unmapped 39 + parked 10 + excluded 0 = 109");
                });
    }

    private static ControlTotal total(ControlSide erp, ControlSide mirror, CanonSide canon) {
        return new ControlTotal(KEY, erp, mirror, canon);
    }

    private static Figure figure(long count, String amount) {
        return new Figure(count, new BigDecimal(amount));
    }
}
