package yecai.hub.console.finance;

import java.util.List;
import yecai.hub.console.report.Report;

/** The pages of finance. */
public final class FinancePages {
    private FinancePages() {}

    /** Lists them all. */
    public static List<Report> listReports() {
        return List.of(
                Receivables.AGEING,
                Receivables.ITEMS,
                Receivables.ITEM,
                Payables.AGEING,
                Payables.ITEMS,
                Payables.ITEM,
                Costs.COMPOSITION,
                Costs.VARIANCES,
                Costs.ORDER_COST,
                Ledgers.BALANCES,
                Ledgers.ENTRIES,
                Ledgers.RECONCILIATION,
                Controls.CONTROL,
                Controls.QUALITY,
                Controls.CODES);
    }
}
