package yecai.hub.demo.display;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import yecai.hub.demo.prove.Proof;

/** The words and figures of {@link LiveDisplay}. */
final class DisplayText {
    /** Columns of a terminal that has not been made wider. */
    static final int WIDTH = 80;

    private DisplayText() {}

    /** One line, for a log. */
    static String line(Duration running, String in, String applied, Figures figures, Lags lags, Proof proof) {
        StringBuilder text = new StringBuilder("%4d s  ERP %s, hub %s transactions; finance sees them after %s"
                .formatted(running.toSeconds(), in, applied, lagText(lags)));
        for (Figures.Company company : figures.companies()) {
            text.append("; %s %s: cost %s, receivable %s"
                    .formatted(
                            company.company(), company.currency(), money(company.cost()), money(company.receivable())));
        }
        return text.append("; ").append(proofText(proof)).toString();
    }

    /** The rows of the table, for a terminal. */
    static List<String> table(
            Duration running,
            String in,
            String applied,
            Figures figures,
            Lags lags,
            Proof proof,
            Map<String, Long> steps) {
        List<String> rows = new ArrayList<>();
        rows.add("Yecai Hub, demo manufacturer      %d:%02d      Ctrl-C ends it"
                .formatted(running.toMinutes(), running.toSecondsPart()));
        rows.add("");
        rows.add("Transactions in the ERP      " + in);
        rows.add("Transactions in the hub      " + applied);
        rows.add("Finance sees a voucher after " + lagText(lags));
        rows.add("No partial transaction       " + proofText(proof));
        rows.add("");
        rows.addAll(rowsOf(BusinessWords.of(steps)));
        rows.add("");
        rows.add(row("company", "", "production cost", "in progress", "receivable", "unbilled"));
        BigDecimal[] group = {BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO};
        for (Figures.Company company : figures.companies()) {
            rows.add(row(
                    company.company(),
                    company.currency(),
                    money(company.cost()),
                    money(company.workInProgress()),
                    money(company.receivable()),
                    money(company.unbilled())));
            group[0] = group[0].add(company.costReporting());
            group[1] = group[1].add(company.workInProgressReporting());
            group[2] = group[2].add(company.receivableReporting());
            group[3] = group[3].add(company.unbilledReporting());
        }
        rows.add(row("group", "CNY", money(group[0]), money(group[1]), money(group[2]), money(group[3])));
        return rows;
    }

    /** Puts as many words into each row as fit. */
    private static List<String> rowsOf(List<String> words) {
        List<String> rows = new ArrayList<>();
        StringBuilder row = new StringBuilder();
        for (String word : words) {
            if (row.length() > 0 && row.length() + 2 + word.length() > WIDTH) {
                rows.add(row.toString());
                row.setLength(0);
            }
            row.append(row.length() == 0 ? "" : ", ").append(word);
        }
        if (row.length() > 0) {
            rows.add(row.toString());
        }
        return rows;
    }

    private static String proofText(Proof found) {
        long checks = found.invariantChecks().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        String text = text("%,d checks in %,d snapshots", checks, found.snapshots());
        return found.halfTransactionsSeen() == 0
                ? text + ", all hold"
                : text + ", BROKEN IN " + found.halfTransactionsSeen();
    }

    private static String lagText(Lags lags) {
        return lags.count() == 0
                ? "–"
                : "%.0f ms (1 in 100: %.0f ms)".formatted(lags.recentPercentile(50), lags.recentPercentile(99));
    }

    private static String row(String company, String currency, String... amounts) {
        return "%-9s%-4s%16s%16s%16s%16s".formatted(company, currency, amounts[0], amounts[1], amounts[2], amounts[3]);
    }

    private static String money(BigDecimal amount) {
        return text("%,d", amount.setScale(0, RoundingMode.HALF_UP).toBigInteger());
    }

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
