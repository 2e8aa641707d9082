package yecai.cdc.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.check.findings.Part;
import yecai.sql.Waiting;
import yecai.sql.error.YecaiException;
import yecai.sql.pack.Pack;

/** What a check of a loaded, stopped source says as a whole. */
final class CheckIT {
    @Test
    void run_passesAndCountsWhatItComparedWhenAllIsEqual() throws SQLException {
        CheckReport report = TestErp.loaded().check();

        assertThat(report.differences()).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(report.rows(Part.MIRROR)).isEqualTo(2 + 2000 + 1000 + 50);
        assertThat(report.rows(Part.CANONICAL)).isEqualTo(1800 + 1000);
        assertThat(report.rows(Part.CONTROL_TOTALS)).isPositive();
        assertThat(report.position()).matches("[0-9A-F]+/[0-9A-F]+");
        assertThat(report.durations()).containsKeys("cut", "held", "mirror", "canonical", "control totals");
    }

    @Test
    void run_leavesNothingBehindAtTheErp() throws SQLException {
        TestErp erp = TestErp.loaded();
        erp.check();

        // the server drops the slot with the session, a moment after the session's client has gone
        Waiting.until(
                "the check's slot is gone",
                () -> Databases.value(
                                erp.admin(),
                                "select count(*) from pg_replication_slots where slot_name like 'yecai_check_%'")
                        .equals("0"));
        assertThat(erp.valueAtHub("select count(*) from hub.barrier where source = SOURCE"))
                .isEqualTo("0");
    }

    @Test
    void run_doesNotPassWhenThereIsNothingToCompare() throws SQLException {
        TestErp erp = TestErp.created();
        erp.atErp("truncate public.company, public.invoice, public.cost, \"Odd Schema\".\"Odd-Types\"");
        erp.load();

        CheckReport report = erp.check();

        assertThat(report.mirrorMatches()).isFalse();
        assertThat(report.canonicalMatchesFull()).isFalse();
        assertThat(report.controlTotalsMatch()).isFalse();
        assertThat(report.differences())
                .extracting(Difference::kind)
                .containsExactly(
                        Difference.Kind.NO_ROWS_TO_MIRROR,
                        Difference.Kind.NO_CONTROL_TOTALS,
                        Difference.Kind.NO_ROWS_TO_MAP);
        assertThat(report.differences())
                .allMatch(difference -> difference.text().contains("nothing was compared"));
    }

    @Test
    void run_doesNotPassWithoutControlQueries() throws SQLException {
        TestErp erp = TestErp.loaded();
        Pack pack = TestErp.pack();
        CheckReport report = new Check(erp.with(new Pack(
                        pack.name(),
                        pack.version(),
                        pack.title(),
                        pack.kind(),
                        pack.tables(),
                        pack.staging(),
                        pack.mappings(),
                        List.of())))
                .run(TestErp.options());

        assertThat(report.mirrorMatches()).isTrue();
        assertThat(report.controlTotalsMatch()).isFalse();
    }

    @Test
    void run_refusesAPackWithoutMappings() throws SQLException {
        TestErp erp = TestErp.loaded();
        Pack pack = TestErp.pack();
        Pack empty = new Pack(
                "empty", "1", Map.of("en", "Empty"), pack.kind(), pack.tables(), List.of(), List.of(), List.of());

        assertThatThrownBy(() -> new Check(erp.with(empty)).run(TestErp.options()))
                .isInstanceOfSatisfying(
                        YecaiException.class,
                        problem -> assertThat(problem.kind()).isEqualTo(YecaiException.Kind.PACK))
                .hasMessageContaining("pack empty has no mappings");
    }

    @Test
    void run_refusesASourceThatIsNotLoaded() throws SQLException {
        TestErp erp = TestErp.created();

        assertThatThrownBy(erp::check)
                .isInstanceOf(YecaiException.class)
                .hasMessageContaining(erp.settings().source());
    }
}
