package yecai.hub.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import yecai.cdc.check.CheckReport;
import yecai.hub.demo.display.Lags;
import yecai.hub.demo.prove.Proof;

/**
 * What a demo measured.
 *
 * @param erpTransactions transactions the ERP committed since the hub's first load, counted in the ERP
 * @param appliedTransactions transactions the hub applied since then
 * @param halfTransactionsSeen snapshots in which a finance reader saw what no whole transactions can leave
 * @param invariantChecks for each reader invariant, in how many snapshots there was something to check
 * @param snapshots how many states of the hub were looked at for that
 * @param unseenVouchers vouchers that finance still did not see at the end
 * @param seconds how long business continued
 * @param rate transactions a second that were asked for
 * @param achievedRate transactions a second that the ERP did
 * @param loadedRows rows of the first load
 * @param checkedRows rows and figures that the check at the end compared
 * @param checkSeconds how long the check at the end took
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"erpTransactions", "appliedTransactions"})
public record DemoResult(
        long erpTransactions,
        long appliedTransactions,
        boolean mirrorMatches,
        boolean canonicalMatchesFull,
        boolean controlTotalsMatch,
        long halfTransactionsSeen,
        Map<String, Long> invariantChecks,
        long snapshots,
        VisibleLag visibleLagMs,
        int unseenVouchers,
        double seconds,
        double rate,
        double achievedRate,
        long loadedRows,
        long checkedRows,
        double checkSeconds) {
    private static final double LONG_ENOUGH = 30;

    /** Milliseconds from a commit in the ERP until a finance reader saw its voucher. */
    public record VisibleLag(Double p50, Double p99, Double max, int vouchers) {
        static VisibleLag of(Lags lags) {
            return new VisibleLag(
                    orNull(lags.percentile(50)),
                    orNull(lags.percentile(99)),
                    orNull(lags.percentile(100)),
                    lags.count());
        }

        private static Double orNull(double value) {
            return Double.isNaN(value) ? null : rounded(value);
        }
    }

    static DemoResult of(
            long erpTransactions,
            long appliedTransactions,
            CheckReport report,
            Proof proof,
            VisibleLag lag,
            int unseenVouchers,
            double seconds,
            double rate,
            long loadedRows,
            double checkSeconds) {
        return new DemoResult(
                erpTransactions,
                appliedTransactions,
                report.mirrorMatches(),
                report.canonicalMatchesFull(),
                report.controlTotalsMatch(),
                proof.halfTransactionsSeen(),
                proof.invariantChecks(),
                proof.snapshots(),
                lag,
                unseenVouchers,
                rounded(seconds),
                rate,
                rounded(erpTransactions / seconds),
                loadedRows,
                rowsOf(report),
                rounded(checkSeconds));
    }

    /** Rows and figures that a check compared. */
    static long rowsOf(CheckReport report) {
        return report.compared().stream().mapToLong(object -> object.rows()).sum();
    }

    /** Returns whether the hub holds exactly what the ERP did. */
    public boolean passed() {
        return erpTransactions == appliedTransactions
                && mirrorMatches
                && canonicalMatchesFull
                && controlTotalsMatch
                && halfTransactionsSeen == 0
                && (seconds < LONG_ENOUGH || invariantChecks.values().stream().allMatch(count -> count > 0))
                && unseenVouchers == 0;
    }

    /** One line. */
    String json() {
        try {
            return JsonMapper.builder().build().writeValueAsString(this);
        } catch (JsonProcessingException problem) {
            throw new IllegalStateException(problem);
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
