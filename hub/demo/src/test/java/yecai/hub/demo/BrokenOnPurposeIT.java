package yecai.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import yecai.cdc.Capture;
import yecai.cdc.FaultyCapture;
import yecai.cdc.FaultyCapture.Fault;
import yecai.cdc.change.Change;
import yecai.cdc.check.CheckReport;
import yecai.cdc.check.findings.Difference;
import yecai.cdc.source.SourceSettings;
import yecai.hub.demo.prove.Proof;
import yecai.sql.Waiting;
import yecai.sql.pack.Mapping;
import yecai.sql.pack.Pack;

/** The hub's machinery broken in one place at a time: the atomicity checker or the check finds it. */
final class BrokenOnPurposeIT {
    private static ProvingBed bed;

    private Capture running;

    @BeforeAll
    static void start() throws SQLException {
        bed = new ProvingBed(400);
    }

    @AfterAll
    static void stop() throws SQLException {
        bed.close();
    }

    @AfterEach
    void stopCapture() {
        if (running != null) {
            running.close();
        }
    }

    /** Without it, a reader who always complains would pass all the others. */
    @Test
    void nothingBroken_isProved() throws Exception {
        Proof proof = run((change, emitter) -> emitter.emit(change), 250);

        assertThat(proof.findings()).isEmpty();
        assertThat(proof.holds()).isTrue();
        assertThat(proof.transactions()).isGreaterThanOrEqualTo(250);
        assertThat(bed.check(settings()).passed()).isTrue();
    }

    @Test
    void commitInTheMiddle_isSeenByTheReader_thoughTheCheckPassesAtTheEnd() throws Exception {
        Proof proof = run(new CommitInTheMiddle(), 120);

        assertThat(proof.halfTransactionsSeen()).isPositive();
        assertThat(proof.findings())
                .anyMatch(finding -> finding.contains("tokensWhole") || finding.contains("invariant"));
        assertThat(bed.check(settings()).passed()).isTrue();
    }

    @Test
    void positionOutsideTheTransaction_losesRows_whichTheReaderMisses() throws Exception {
        bed.load(settings());
        bed.leaveToken(99, 1);
        bed.leaveToken(99, 2);
        // what is left if the position had been committed by itself, and the rows had not when the process was killed
        bed.admin("update hub.source set position = '" + bed.logEnd() + "' where source = 'demo'");
        running = new Capture(settings());
        bed.start(running);
        bed.leaveToken(99, 3);
        Proof proof = bed.prove(40);
        CheckReport report = bed.check(settings());

        assertThat(proof.halfTransactionsSeen()).isPositive();
        assertThat(proof.findings())
                .anyMatch(finding -> finding.contains("worker 99 has 1 transactions up to number 3"));
        assertThat(report.mirrorMatches()).isFalse();
    }

    @Test
    void withheldEvent_isSeenByTheReaderAndTheCheck() throws Exception {
        Proof proof = run(new Withhold(), 120);

        assertThat(proof.halfTransactionsSeen()).isPositive();
        assertThat(proof.findings()).anyMatch(finding -> finding.contains("ledgerBalanced"));
        assertThat(bed.check(settings()).mirrorMatches()).isFalse();
    }

    @Test
    void tableThatIsNotDerived_isSeenByTheReaderAndTheCheck() throws Exception {
        SourceSettings forgetful = bed.settings(without("ar_items"));
        bed.load(forgetful);
        running = new Capture(forgetful);
        bed.start(running);
        Proof proof = bed.prove(120);
        CheckReport report = bed.check(forgetful);

        assertThat(proof.halfTransactionsSeen()).isPositive();
        assertThat(proof.findings()).anyMatch(finding -> finding.contains("openItemsEqualControlAccount"));
        assertThat(report.mirrorMatches()).isTrue();
        assertThat(report.canonicalMatchesFull()).isFalse();
    }

    @Test
    void rowTwiceUnderItsKey_isRefused_andPausesItsTable() throws Exception {
        run(new Twice(0), 60);

        assertThat(bed.ask("select mirror_table || ': ' || table_state_detail from hub.source_table"
                        + " where table_state = 'stopped'"))
                .startsWith("bank_transactions: ")
                .contains("inserted twice");
        assertThat(running.ended()).isNotDone();
    }

    @Test
    void rowTwiceUnderAnotherKey_isSeenByTheReaderAndTheCheck() throws Exception {
        Proof proof = run(new Twice(1_000_000_000_000L), 120);

        assertThat(proof.halfTransactionsSeen()).isPositive();
        assertThat(proof.findings()).anyMatch(finding -> finding.contains("bankEqualsTransactions"));
        assertThat(bed.check(settings()).mirrorMatches()).isFalse();
    }

    /** The capture keeps what completed orders cost when it has nothing else to do, the check compares it, and what was found is kept anew. */
    @Test
    void keptCostOfAnOrder_thatIsNotWhatItIsMadeOf_isFound_andKeptAnew() throws Exception {
        run((change, emitter) -> emitter.emit(change), 120);
        awaitKept();
        assertThat(bed.check(settings()).figures()).isEmpty();
        String one = "(select min(k.production_order) from canon.order_costed as k where cardinality(k.variances) > 1)";
        String kept =
                bed.ask("select k.variances::text from canon.order_costed as k where k.production_order = " + one);
        bed.admin("update canon.order_costed as k set variances = k.variances[2:] where k.production_order = " + one);

        assertThat(bed.check(settings()).figures()).singleElement().satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(Difference.Kind.ORDER_COST);
            assertThat(difference.count()).isEqualTo(1);
        });
        bed.admin(
                "select hub.forget_order_costs('demo', array(select k.production_order from canon.order_costed as k where k.production_order = "
                        + one + "))");
        awaitKept();
        assertThat(bed.ask("select k.variances::text from canon.order_costed as k where k.production_order = " + one))
                .isEqualTo(kept);
        assertThat(bed.check(settings()).figures()).isEmpty();
    }

    private static void awaitKept() throws SQLException {
        Waiting.until(
                "every completed order is kept",
                () -> bed.ask("select count(*) > 10 and not exists (select from hub.order_due) from canon.order_costed")
                        .equals("t"));
    }

    private Proof run(Fault fault, int transactions) throws SQLException {
        bed.load(settings());
        Capture capture = FaultyCapture.of(settings(), fault);
        bed.start(capture);
        running = capture;
        return bed.prove(transactions);
    }

    private static SourceSettings settings() {
        return bed.settings(ProvingBed.pack());
    }

    /** The pack, if its author had forgotten that a table touches receivable items. */
    private static Pack without(String table) {
        Pack pack = ProvingBed.pack();
        List<Mapping> mappings = pack.mappings().stream()
                .map(mapping -> {
                    Map<String, String> touchedBy = new LinkedHashMap<>(mapping.touchedBy());
                    if (mapping.name().equals("receivable_item")) {
                        touchedBy.remove(table);
                    }
                    return new Mapping(
                            mapping.name(),
                            mapping.entity(),
                            mapping.keyType(),
                            mapping.prefix(),
                            mapping.sql(),
                            touchedBy);
                })
                .toList();
        return new Pack(
                pack.name(),
                pack.version(),
                pack.title(),
                pack.kind(),
                pack.tables(),
                pack.staging(),
                mappings,
                pack.controls());
    }

    /**
     * Ends some transactions after their third row, and begins them again with the rest when the reader has looked at the
     * half. The half ends at a position of its own, one byte behind the transaction before, so that its commit is seen there.
     */
    private static final class CommitInTheMiddle implements Fault {
        private Change.Begin begin;
        private Change.End last;
        private int rows;
        private int transactions;

        @Override
        public void meet(Change change, FaultyCapture.Emitter emitter) throws InterruptedException {
            if (change instanceof Change.Begin started) {
                begin = started;
                rows = 0;
                transactions++;
            } else if (change instanceof Change.End ended) {
                last = ended;
            } else if (change instanceof Change.Row && ++rows == 3 && transactions % 10 == 0 && last != null) {
                emitter.emit(change);
                long between = last.position() + 1;
                emitter.emit(new Change.End(begin.txid(), between, last.committedAt(), 3));
                emitter.flushUntil(() -> bed.awaitLookedAt(between));
                emitter.emit(begin);
                return;
            }
            emitter.emit(change);
        }
    }

    /** Loses a line of a voucher now and then, and nobody counts. */
    private static final class Withhold implements Fault {
        private int lines;

        @Override
        public void meet(Change change, FaultyCapture.Emitter emitter) {
            boolean lost = change instanceof Change.Row row
                    && row.table().name().equals("journal_lines")
                    && ++lines % 100 == 50;
            if (!lost) {
                emitter.emit(change);
            }
        }
    }

    /** Hands on every bank transaction twice, the second time with its key moved so far. */
    private record Twice(long moved) implements Fault {
        @Override
        public void meet(Change change, FaultyCapture.Emitter emitter) {
            emitter.emit(change);
            if (change instanceof Change.Row row
                    && row.kind() == Change.Kind.INSERT
                    && row.table().name().equals("bank_transactions")) {
                Object[] values = row.values().clone();
                int key = row.table().key().get(0);
                values[key] = Long.toString(Long.parseLong((String) values[key]) + moved);
                emitter.emit(new Change.Row(row.table(), row.kind(), values, null, row.bytes()));
            }
        }
    }
}
