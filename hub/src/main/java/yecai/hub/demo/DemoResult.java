package yecai.hub.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * What a demo measured.
 *
 * @param erpTransactions transactions the ERP committed since the hub's first load, counted in the ERP
 * @param appliedTransactions transactions the hub applied since then
 * @param unseenVouchers vouchers that finance still did not see at the end
 * @param seconds how long business went on
 * @param rate transactions a second that were asked for
 * @param achievedRate transactions a second that the ERP did
 * @param loadedRows rows of the first load
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"erpTransactions", "appliedTransactions"})
public record DemoResult(
        long erpTransactions,
        long appliedTransactions,
        boolean mirrorMatches,
        boolean canonicalMatchesFull,
        boolean controlTotalsMatch,
        VisibleLag visibleLagMs,
        int unseenVouchers,
        double seconds,
        double rate,
        double achievedRate,
        long loadedRows,
        long checkedRows) {
    /** Milliseconds from a commit in the ERP until a finance reader saw its voucher. */
    public record VisibleLag(Double p50, Double p99, Double max, int vouchers) {}

    /** Returns whether the hub holds exactly what the ERP did. */
    public boolean passed() {
        return erpTransactions == appliedTransactions
                && mirrorMatches
                && canonicalMatchesFull
                && controlTotalsMatch
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
}
